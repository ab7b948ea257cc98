"""The planner: requests for meetings in, a timetable with a proven bound out; and its judge."""
