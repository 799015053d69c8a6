"""What phones and the stage send: short JSON, read up to a limit and checked before it is used."""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request

from wijkbeeld.room.errors import RoomError, TooMuchError
from wijkbeeld.room.questions import Id

LONGEST = 4096
"""Bytes of a body."""
_LATEST = 2**53

Year = Annotated[int, Field(ge=1900, le=2200)]
Degrees = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Body = TypeVar("Body", bound="Told")


class Told(BaseModel):
    """A body; what is not in it is not asked for."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Step(Told):
    """What the stage shows now.

    Attributes
    ----------
    scene
        Id of a scene of the room.
    wave, swipe
        Year on the map, and the year beside it.
    camera
        What is in view: west, south, east, north in degrees; None for the whole map.
    question
        Id of the question that phones show; None for the scene.
    """

    scene: Id
    wave: Year | None = None
    swipe: Year | None = None
    camera: tuple[Degrees, Degrees, Degrees, Degrees] | None = None
    question: Id | None = None


class Vote(Told):
    """An answer of one phone.

    Attributes
    ----------
    voter
        Random number of the phone for this room: 32 hexadecimal digits.
    turn
        Counts up with every answer of this phone, so that the last one counts.
    round
        That of the question, as the room tells it.
    """

    voter: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    question: Id
    choice: (
        Annotated[int, Field(strict=True, ge=0, le=20)]
        | Annotated[list[float], Field(min_length=2, max_length=2)]
        | Annotated[str, Field(max_length=200)]
    )
    turn: Annotated[int, Field(ge=0, le=_LATEST)] = 0
    round: Annotated[int, Field(ge=0, le=_LATEST)] = 0


class Act(Told):
    """What the presenter does with a question.

    Attributes
    ----------
    word
        What is taken off the screen or put back.
    """

    act: Literal["open", "close", "reveal", "clear", "hide", "unhide", "keep"]
    question: Id
    word: Annotated[str, Field(max_length=200)] = ""


async def read(request: Request, kind: type[Body]) -> Body:
    """Read a body.

    Raises
    ------
    TooMuchError, RoomError
    """
    if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
        raise RoomError  # a page elsewhere can send text without asking, JSON it cannot
    if int(request.headers.get("content-length") or 0) > LONGEST:
        raise TooMuchError
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST:
            raise TooMuchError
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        raise RoomError from error
