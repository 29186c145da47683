"""What may be chosen on the page of preferences."""

from zoneinfo import available_timezones

from django import forms
from django.conf import settings

from exceptions_queue.models import Preferences

# Zones are named for places; what stands beside them there are offsets, old names and tables.
_AREAS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def zones() -> list[tuple[str, str]]:
    """The installation's own zone, UTC, and every place."""
    places = sorted(zone for zone in available_timezones() if zone.partition("/")[0] in _AREAS)
    own = f"{settings.PORTAL_TIME_ZONE.replace('_', ' ')} (as everybody here)"
    return [("", own), ("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in places)]


class PreferencesForm(forms.ModelForm):  # type: ignore[type-arg]
    """Keys, what follows an answer, theme, zone."""

    theme = forms.ChoiceField(choices=Preferences.Theme.choices, widget=forms.RadioSelect)
    zone = forms.ChoiceField(choices=zones, required=False)

    class Meta:
        model = Preferences
        fields = ("keys", "advance", "theme", "zone")
