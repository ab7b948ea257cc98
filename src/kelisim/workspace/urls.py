"""Addresses of workspace."""

app_name = "workspace"
urlpatterns = []
