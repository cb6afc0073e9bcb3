import json

from django.http import Http404, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

USERS = [{"id": 1, "email": "ada@example.com", "name": "Ada"}]


@csrf_exempt
@require_http_methods(["GET", "POST"])
def users(request):
    if request.method == "GET":
        return JsonResponse(USERS, safe=False)
    body = json.loads(request.body)
    created = {"id": len(USERS) + 1, "email": body["email"], "name": body["name"]}
    USERS.append(created)
    return JsonResponse(created, status=201)


@require_http_methods(["GET"])
def user(request, user_id):
    for known in USERS:
        if known["id"] == user_id:
            return JsonResponse(known)
    raise Http404
