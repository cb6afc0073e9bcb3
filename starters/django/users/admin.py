from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from users.models import Operator, User

admin.site.register(Operator, UserAdmin)


@admin.register(User)
class CustomerAdmin(admin.ModelAdmin):
    list_display = ["email", "name", "created_at"]
    search_fields = ["email", "name"]
    fields = ["id", "email", "name", "created_at", "updated_at"]
    readonly_fields = ["id", "created_at", "updated_at"]

    def has_add_permission(self, request) -> bool:
        """A user without a password would be of no use; the API asks for one."""
        return False
