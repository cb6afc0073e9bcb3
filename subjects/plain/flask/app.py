from flask import Flask, abort, jsonify, request

app = Flask(__name__)

users = [{"id": 1, "email": "ada@example.com", "name": "Ada"}]


@app.get("/users")
def read_users():
    return jsonify(users)


@app.get("/users/<int:user_id>")
def read_user(user_id):
    for user in users:
        if user["id"] == user_id:
            return user
    abort(404)


@app.post("/users")
def create_user():
    body = request.get_json()
    user = {"id": len(users) + 1, "email": body["email"], "name": body["name"]}
    users.append(user)
    return user, 201
