"""Classes hold what they say, and their colours can be told apart by everybody, on paper too."""

import itertools

import numpy as np
import pytest
from PySide6.QtCore import Qt

from fofal_desktop.map.classing import class_of, quantiles
from fofal_desktop.map.legend import legend_of
from fofal_desktop.models.map_measures import MEASURES
from fofal_desktop.theme.colours import luminance
from fofal_desktop.theme.ramps import HATCHES, KINDS, NOTHING, RAMP, ramp, tint
from fofal_server.contract.meta import Choice
from tests.desktop.map.ground import plot, polygon, square

STATES = [Choice(value="active", label="Active"), Choice(value="resting", label="Au repos")]
BY = {measure.name: measure for measure in MEASURES}
SEEN_AS = {
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
}
"""What a full red-green blindness makes of linear colours (Machado, Oliveira and Fernandes, 2009)."""


def plots(**values: list) -> list:
    [(name, told)] = values.items()
    return [plot(f"P{n}", polygon(square(9.7, 4.05)), **{name: value}) for n, value in enumerate(told)]


def test_as_many_in_each_class() -> None:
    bounds = quantiles([float(n) for n in range(100)])
    assert bounds == (20, 40, 60, 80)
    assert [class_of(value, bounds) for value in (0, 19.9, 20, 79, 80, 1000)] == [0, 0, 1, 3, 4, 4]


@pytest.mark.parametrize("values", [[], [3.0], [3.0, 3.0], [1.0, 2.0], [0.0, 0.0, 0.0, 9.0]])
def test_few_or_equal_values_make_few_classes(values: list[float]) -> None:
    bounds = quantiles(values)
    assert list(bounds) == sorted(set(bounds))
    assert all(min(values) < one <= max(values) for one in bounds)


def test_bounds_that_farming_gives() -> None:
    legend = legend_of(BY["days_since_harvest"], plots(days_since_harvest=[1, 6, 7, 13, 14, 40, None]), STATES)
    assert [one.words for one in legend.entries] == [
        "under 7\u202fd", "7 to 10\u202fd", "10 to 14\u202fd", "14 to 21\u202fd", "21\u202fd and more", "Not known",
    ]  # fmt: skip
    assert legend.counts == [2, 1, 1, 1, 1, 1]


def test_counts_add_up_and_values_find_their_class() -> None:
    told = plots(kg_per_ha=["4000", "9000.5", "12000", None, "15000", "800"])
    legend = legend_of(BY["kg_per_ha"], told, STATES)
    assert sum(legend.counts) == len(told)
    shades = [legend.entry(one).colour for one in told]
    assert shades[3] == NOTHING
    assert luminance(shades[5]) > luminance(shades[0]) > luminance(shades[4])


def test_states_have_colours_and_hatchings() -> None:
    told = plots(status=["active", "resting", "resting", "unheard"])
    legend = legend_of(BY["status"], told, STATES)
    assert [one.words for one in legend.entries] == ["Active", "Au repos", "Not known"]
    assert legend.counts == [1, 2, 1]
    assert len({(one.colour, one.hatch) for one in legend.entries}) == 3


def test_nothing_is_known_of_any() -> None:
    legend = legend_of(BY["age_years"], plots(age_years=[None, None]), STATES)
    assert [(one.words, count) for one, count in zip(legend.entries, legend.counts, strict=True)] == [("Not known", 2)]
    assert legend_of(BY["age_years"], [], STATES).entries == []


def _seen(colour: str, eyes: str) -> np.ndarray:
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.array(SEEN_AS[eyes]) @ np.where(
        channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4
    )


def test_the_ramp_only_darkens() -> None:
    shades = [luminance(one) for one in RAMP]
    assert shades == sorted(shades, reverse=True)
    assert all(before / after > 1.4 for before, after in itertools.pairwise(shades)), "a grey copy reads"
    assert [len(ramp(count)) for count in range(1, 6)] == [1, 2, 3, 4, 5]
    assert len(set(ramp(4))) == 4


@pytest.mark.parametrize("eyes", SEEN_AS)
@pytest.mark.parametrize("colours", [RAMP, KINDS[:4]], ids=["ramp", "kinds"])
def test_eyes_that_see_red_and_green_alike(eyes: str, colours: tuple[str, ...]) -> None:
    apart = [np.abs(_seen(one, eyes) - _seen(other, eyes)).max() for one, other in itertools.combinations(colours, 2)]
    assert min(apart) > 0.08


def test_hatchings_differ_and_lie_on_a_pale_ground() -> None:
    assert len(set(HATCHES)) == len(HATCHES) == len(KINDS)
    assert Qt.BrushStyle.NoBrush not in HATCHES
    assert all(luminance(tint(one)) > 0.6 for one in KINDS)
