"""What can be wrong with a request to a room: each has a Dutch text and a status."""

from __future__ import annotations


class RoomError(Exception):
    """A request that a room refuses."""

    status = 400
    text = "Dit verzoek is niet te lezen."

    def __init__(self, text: str | None = None) -> None:
        super().__init__(text or self.text)


class UnknownRoomError(RoomError):
    """No room has this code."""

    status = 404
    text = "Deze code is er niet. Kijk op het scherm of je alle letters goed hebt."


class ClosedRoomError(RoomError):
    """The presenter ended it."""

    status = 410
    text = "De presentatie is afgelopen. Dank je wel voor het meedoen."


class WrongTokenError(RoomError):
    """Only the presenter may."""

    status = 403
    text = "Alleen de presentator kan dit."


class UnknownPartError(RoomError):
    """The content of the room has no such scene or question."""

    status = 404
    text = "Dit hoort niet bij deze presentatie."


class QuestionClosedError(RoomError):
    """A vote on a question that is not open."""

    status = 409
    text = "Deze vraag is gesloten."


class ChoiceError(RoomError):
    """A vote that does not answer its question."""

    status = 422
    text = "Dit antwoord past niet bij de vraag."


class ContentError(RoomError):
    """Content that a room cannot be made of."""

    status = 422
    text = "Van deze presentatie kan geen zaal worden gemaakt."


class TooMuchError(RoomError):
    """A body that is too long."""

    status = 413
    text = "Dit bericht is te lang."


class TooOftenError(RoomError):
    """Too many requests from one phone or one address."""

    status = 429
    text = "Dit gaat te snel. Probeer het zo nog eens."


class FullError(RoomError):
    """As many followers as one server takes."""

    status = 503
    text = "De zaal is vol. Probeer het zo nog eens."


class NotKeptError(RoomError):
    """The file cannot be read or written."""

    status = 503
    text = "Dit kan nu niet worden bewaard. Probeer het zo nog eens."
