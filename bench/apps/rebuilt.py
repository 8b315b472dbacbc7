"""`st.slider` and a folium map that is made anew at each step.

The class of each mark says which step it belongs to, so that the bench knows what it sees.
"""

import sys
from pathlib import Path

import folium
import streamlit as st
from streamlit_folium import st_folium

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench import synthetic

NUMBER = 1_000

st.set_page_config(layout="wide")
day = st.slider("Day", 0, synthetic.DAYS, 50)
at = synthetic.moments([day])[0]
made = folium.Map(tiles=None)
made.fit_bounds([(synthetic.SOUTH, synthetic.WEST), (synthetic.NORTH, synthetic.EAST)])
for point in synthetic.points(NUMBER):
    if synthetic.there([point], at):
        folium.CircleMarker(
            (point.lat, point.lon), radius=5, tooltip=point.name, class_name=f"step-{day}"
        ).add_to(made)
st_folium(made, key="map", height=600, use_container_width=True, returned_objects=[])
