"""The linear model, the dictionary and the centre's own cases together."""

import random
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from govdesk.domain.errors import BadInput
from govdesk.domain.roles import SYSTEM
from govdesk.foundation.clock import ManualClock
from govdesk.services.classification import (
    resolve_category,
    suggest_category,
    train_from_confirmed,
    training_due,
)
from govdesk.services.demonstration_stage import MemoryStage
from govdesk.services.demonstration_stories import read_stories, tell
from govdesk.services.demonstration_street import found_demonstration
from govdesk.services.desk import Desk
from govdesk.services.grids import seat
from govdesk.services.linear_model import cleaned_text, load, train
from govdesk.services.opening import open_desk
from govdesk.services.registration import CaseDraft

NOW = datetime(2026, 11, 20, 9, 30)
TEXTS = ["噪音太大睡不着", "夜里噪音扰民", "广场噪音很吵", "垃圾没人清运", "垃圾堆在路边", "垃圾桶满了"]
LABELS = ["noise"] * 3 + ["rubbish"] * 3


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = open_desk(tmp_path, ManualClock(NOW))
    found_demonstration(desk, SYSTEM)
    yield desk
    desk.close()


def add_confirmed(desk: Desk, count: int, category: str | None = None, title: str = "") -> None:
    """Cases of the demonstration's stories whose category somebody has confirmed."""
    chance = random.Random(3)
    stage, stories = MemoryStage(desk), read_stories()
    for _n in range(count):
        told = tell(stories, chance.choice(stories.all), "孙家村", ("甲某", "乙某", "丙某"), chance)
        draft = CaseDraft(title or told.title, told.text, told.channel, category or told.story.category)
        stage.register(seat(desk, "operator"), draft)
    with desk.work(SYSTEM) as work:
        work.cases.add_many(stage.histories)
        work.commit()


def test_model_learns_and_names_the_words() -> None:
    model = train(TEXTS, LABELS, seed=1)
    label, share, words = model.suggest("楼下噪音")[0]
    assert label == "noise" and share > 0.5
    assert "噪音" in words
    assert sum(found[1] for found in model.suggest("楼下噪音")) == pytest.approx(1.0)


def test_same_seed_trains_the_same_model() -> None:
    first, second = (train(TEXTS, LABELS, seed=1) for _time in range(2))
    assert (first.weights == second.weights).all()


def test_saved_model_answers_as_before(tmp_path: Path) -> None:
    model = train(TEXTS, LABELS, seed=1)
    model.save(tmp_path / "model.npz")
    assert load(tmp_path / "model.npz").suggest("谁家的垃圾") == model.suggest("谁家的垃圾")


@pytest.mark.parametrize("content", [b"", b"not a model", b"PK\x03\x04broken"])
def test_broken_model_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "model.npz").write_bytes(content)
    with pytest.raises(BadInput) as refused:
        load(tmp_path / "model.npz")
    assert refused.value.code == "classifier_unreadable"


@pytest.mark.parametrize("text", ["", "x", "𠮷", "！？。", "\ud800", "never seen"])
def test_any_text_gets_an_answer(text: str) -> None:
    model = train(TEXTS, LABELS, seed=1)
    assert len(model.suggest(text)) == 2


def test_one_label_cannot_be_learned() -> None:
    with pytest.raises(BadInput):
        train(["一", "二"], ["noise", "noise"], seed=1)


def test_white_space_and_capitals_do_not_count() -> None:
    assert cleaned_text(" K T\nV 声音 ") == "ktv声音"


def test_new_centre_suggests_from_the_dictionary_alone(desk: Desk) -> None:
    found = suggest_category(desk, "夜里石材加工噪音扰民，睡不着")
    assert found[0].category == "noise" and found[0].label == "噪声扰民"
    assert "扰民" in found[0].words
    assert len(found) <= 3
    assert suggest_category(desk, "") == []


def test_training_needs_enough_confirmed_cases(desk: Desk) -> None:
    add_confirmed(desk, 5)
    assert not training_due(desk)
    with pytest.raises(BadInput) as refused:
        train_from_confirmed(desk)
    assert refused.value.code == "classifier_too_few"


def test_centre_learns_its_own_habit(desk: Desk) -> None:
    """This street calls everything about the old kiln a matter of natural resources; no dictionary knows that."""
    add_confirmed(desk, 120)
    add_confirmed(desk, 40, "land_resources", "老窑场的事")
    before = suggest_category(desk, "老窑场的事又来了")
    assert "land_resources" not in [found.category for found in before]
    assert training_due(desk)
    training = train_from_confirmed(desk)
    assert training.cases == 160
    assert not training_due(desk)
    found = suggest_category(desk, "老窑场的事又来了")[0]
    assert found.category == "land_resources"
    assert any("窑场" in word for word in found.words)


def test_broken_model_leaves_the_dictionary_working(desk: Desk) -> None:
    file = desk.folder / "models" / "classification.npz"
    file.parent.mkdir()
    file.write_bytes(b"broken")
    assert suggest_category(desk, "噪音扰民")[0].category == "noise"


def test_label_of_an_import_decides_where_it_means_one_category(desk: Desk) -> None:
    assert resolve_category(desk, "劳资劳动纠纷", "随便写的").category == "labour"
    assert resolve_category(desk, "劳资劳动纠纷", "随便写的").confirmed


def test_wide_label_leaves_the_choice_to_the_text(desk: Desk) -> None:
    resolved = resolve_category(desk, "城乡建设", "小区房产证一直办不下来，开发商不管")
    assert (resolved.category, resolved.confirmed) == ("housing_property", False)
    assert resolve_category(desk, "城乡建设", "。").category == "road_facilities"


def test_unknown_label_and_silent_text_are_the_rest(desk: Desk) -> None:
    assert resolve_category(desk, "月球事务", "。").category == "other_matter"
    assert resolve_category(desk, "", "。", channel="court_pre_suit").category == "other_dispute"
