import sys

import pandas

from layers.web.folium_without_pandas import pandas_when_used


def test_pandas_is_loaded_when_it_is_first_used(monkeypatch):
    with monkeypatch.context() as without:
        without.delitem(sys.modules, "pandas")
        with pandas_when_used():
            import pandas as given  # noqa: PLC0415 - as folium does
        assert "pandas" not in sys.modules
    assert given is not pandas
    assert given.DataFrame is pandas.DataFrame


def test_pandas_that_is_loaded_is_given():
    with pandas_when_used():
        assert sys.modules["pandas"] is pandas
    assert sys.modules["pandas"] is pandas
