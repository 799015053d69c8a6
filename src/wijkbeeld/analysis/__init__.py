"""Pure statistics: frames in, small frozen dataclasses out. No Streamlit, no files."""
