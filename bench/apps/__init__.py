"""Small Streamlit apps as users of streamlit-folium write them, to be measured beside this one."""
