"""The page *Presenteren*, and the button that keeps a view as a scene."""

from __future__ import annotations

from tests.app.test_pages import open_page, text_of
from tests.support.decks import deck as room_content
from wijkbeeld.present import deck as decks
from wijkbeeld.present import ready
from wijkbeeld.room.remembered import remember, remembered
from wijkbeeld.room.serving import ROOMS


def press(app, key: str):
    next(b for b in app.button if b.key == key).click()
    return app.run()


def names() -> list[str]:
    return list(decks.decks("demo"))


def test_a_ready_deck_is_changed_and_nothing_is_lost(own_demo):
    app = press(open_page("presenteren"), f"klaar_{ready.NIEUW_WEST}")
    assert not app.exception
    assert names() == [ready.NIEUW_WEST]
    assert not any("beleid" in s.query for s in decks.get("demo", ready.NIEUW_WEST).scenes)
    first, second = decks.get("demo", ready.NIEUW_WEST).scenes[:2]
    press(app, f"Omlaag_{first.id}")
    assert [s.id for s in decks.get("demo", ready.NIEUW_WEST).scenes[:2]] == [second.id, first.id]
    app.text_area(key=f"w_notitie_{first.id}").set_value("Vraag de zaal").run()
    press(app, f"kopie_{first.id}")
    after = decks.get("demo", ready.NIEUW_WEST).scenes
    assert len(after) == 13
    assert [s.note for s in after[1:3]] == ["Vraag de zaal"] * 2
    press(app, f"weg_{after[1].id}")
    assert len(decks.get("demo", ready.NIEUW_WEST).scenes) == 12
    press(app, "scene_terug")
    assert decks.get("demo", ready.NIEUW_WEST).scenes == after
    press(app, "presentatie_weg")
    assert names() == []
    app = open_page("presenteren")  # a reload: another session
    next(b for b in app.button if b.label == "Zet terug").click().run()
    assert names() == [ready.NIEUW_WEST]
    press(app, "presentatie_kopie")
    copied = f"{ready.NIEUW_WEST} (2)"
    assert names() == [ready.NIEUW_WEST, copied]
    assert decks.get("demo", copied).scenes == after


def test_a_foreign_file_is_told_and_nothing_is_lost(own_demo):
    app = press(open_page("presenteren"), f"klaar_{ready.NIEUW_WEST}")
    before = decks.get("demo", ready.NIEUW_WEST)
    for content, says in (
        (b"naam;score\n", "geen presentatie, of niet heel"),
        (before.text().encode()[:900], "geen presentatie, of niet heel"),
        (b'{"type": "FeatureCollection"}', "geen presentatie van Wijkbeeld"),
    ):
        app.file_uploader(key="w_presentatie_bestand").upload("x.json", content, "application/json")
        app.run()
        press(app, "presentatie_in")
        assert not app.exception
        assert says in app.error[0].value
        assert decks.decks("demo") == {before.name: before}
    app.file_uploader(key="w_presentatie_bestand").upload(
        "x.json", before.text().encode(), "application/json"
    )
    app.run()
    press(app, "presentatie_in")
    assert names() == [before.name, f"{before.name} (2)"]  # taken in beside it, not over it
    assert decks.get("demo", f"{before.name} (2)").scenes == before.scenes


def test_a_view_is_kept_with_its_exact_link_and_its_finding(own_demo):
    query = {"niveau": "wijk", "weergave": "ontwikkeling", "van": "2008", "jaar": "2016"}
    app = press(open_page("kaart", **query), "scene_bewaar")
    assert not app.exception
    (scene,) = decks.get("demo", "Mijn presentatie").scenes
    assert scene.page == "kaart"
    assert query.items() <= scene.query.items()
    assert scene.title == ""  # the finding of other figures would be another
    assert "2008 en 2016" in scene.found
    assert scene.found in text_of(app)


def test_another_picture_of_a_page_is_a_scene_of_its_own(own_demo):
    app = open_page("ontwikkeling", niveau="wijk")
    app.selectbox(key="w_scene_beeld").select("ontw_klassen").run()
    app = press(app, "scene_bewaar")
    (scene,) = decks.get("demo", "Mijn presentatie").scenes
    assert scene.picture == "ontw_klassen"
    assert "Wie laag begon" in scene.found


def test_a_map_on_a_page_of_charts_and_a_table_can_be_scenes(own_demo):
    app = open_page("kaart", niveau="wijk")
    offered = app.selectbox(key="w_scene_beeld").options
    app.selectbox(key="w_scene_beeld").select_index(len(offered) - 1).run()
    app = press(app, "scene_bewaar")
    (scene,) = decks.get("demo", "Mijn presentatie").scenes
    assert offered[0] == "Kaart"
    assert scene.picture.startswith("tabel ")
    assert "klasse per gebied" in scene.found


def test_the_room_says_what_goes_over_the_network_and_why_it_cannot_open(own_demo):
    app = press(open_page("presenteren"), f"klaar_{ready.NIEUW_WEST}")
    assert "Wel over het netwerk" in text_of(app)
    app.button(key="zaal_open").click().run()  # without a server there is nothing to share
    assert not app.exception
    assert [e.value for e in app.error] == ["Delen kan alleen als Wijkbeeld als webserver draait."]
    assert app.button(key="zaal_open")


def add_question(app, kind: str, choices: str = "", answer: str | None = None):
    app.segmented_control(key="w_soort_scene").set_value("Vraag").run()
    app.text_input(key="w_nieuwe_titel").set_value("Welke wijk is dit?").run()
    app.selectbox(key="w_vraag").select(kind).run()
    if choices:
        app.text_area(key="w_keuzes_nieuw").set_value(choices).run()
    if answer:
        app.selectbox(key="w_goed_nieuw").select(answer).run()
    return press(app, "scene_erbij")


def test_a_question_has_its_right_answer_and_can_be_changed_later(own_demo):
    app = press(open_page("presenteren"), f"klaar_{ready.NIEUW_WEST}")
    app = add_question(app, "raad", "Oosterveld\nZuidrand\nZuidrand", "Zuidrand")
    assert not app.exception
    made = decks.get("demo", ready.NIEUW_WEST).scenes[-1]
    assert made.question.options == ("Oosterveld", "Zuidrand")
    assert made.question.answer == "Zuidrand"
    assert app.text_area(key="w_keuzes_nieuw").value == ""
    app.text_area(key=f"w_keuzes_{made.id}").set_value("De Hoven\nOosterveld").run()
    later = decks.get("demo", ready.NIEUW_WEST).scenes[-1].question
    assert (later.options, later.answer) == (("De Hoven", "Oosterveld"), None)
    app.selectbox(key=f"w_goed_{made.id}").select("De Hoven").run()
    assert decks.get("demo", ready.NIEUW_WEST).scenes[-1].question.answer == "De Hoven"
    app.text_area(key=f"w_keuzes_{made.id}").set_value("alleen deze").run()
    assert [e.value for e in app.error] == [
        "Een vraag met keuzes heeft twee tot twaalf verschillende keuzes nodig."
    ]
    assert decks.get("demo", ready.NIEUW_WEST).scenes[-1].question.answer == "De Hoven"


def test_a_room_of_before_a_restart_is_offered_again_and_one_of_a_gone_deck_closed(own_demo):
    app = press(open_page("presenteren"), f"klaar_{ready.NIEUW_WEST}")
    deck = decks.get("demo", ready.NIEUW_WEST)
    mine, gone = (ROOMS.create(room_content()) for _ in range(2))
    remember(ROOMS, mine.code, mine.token, deck.text(), 8502)
    lost = deck.model_copy(update={"name": "Weg"})
    remember(ROOMS, gone.code, gone.token, lost.text(), 8502)
    app = open_page("presenteren")
    text = text_of(app)
    assert "telefoons kunnen er niet bij" in text
    assert f"De zaal van ‘Weg’ is nog open (code {gone.code})" in text
    app = press(app, "zaal_weer_open")  # without a server there is nothing to share
    assert "Delen kan alleen als Wijkbeeld als webserver draait." in [e.value for e in app.error]
    app = press(app, f"zaal_sluit_{gone.code}")
    assert not app.exception
    assert [kept.code for kept in remembered(ROOMS)] == [mine.code]
    assert "‘Weg’" not in text_of(app)
