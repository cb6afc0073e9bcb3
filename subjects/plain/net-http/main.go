package main

import (
	"cmp"
	"encoding/json"
	"log"
	"net/http"
	"os"
	"strconv"
	"sync"
)

type user struct {
	ID    int    `json:"id"`
	Email string `json:"email"`
	Name  string `json:"name"`
}

var (
	mu    sync.Mutex
	users = []user{{ID: 1, Email: "ada@example.com", Name: "Ada"}}
)

func main() {
	http.HandleFunc("GET /users", getUsers)
	http.HandleFunc("GET /users/{id}", getUser)
	http.HandleFunc("POST /users", postUser)
	log.Fatal(http.ListenAndServe(":"+cmp.Or(os.Getenv("PORT"), "8080"), nil))
}

func getUsers(w http.ResponseWriter, r *http.Request) {
	mu.Lock()
	defer mu.Unlock()
	write(w, http.StatusOK, users)
}

func getUser(w http.ResponseWriter, r *http.Request) {
	mu.Lock()
	defer mu.Unlock()
	id, _ := strconv.Atoi(r.PathValue("id"))
	for _, known := range users {
		if known.ID == id {
			write(w, http.StatusOK, known)
			return
		}
	}
	http.NotFound(w, r)
}

func postUser(w http.ResponseWriter, r *http.Request) {
	var created user
	if err := json.NewDecoder(r.Body).Decode(&created); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	mu.Lock()
	defer mu.Unlock()
	created.ID = len(users) + 1
	users = append(users, created)
	write(w, http.StatusCreated, created)
}

func write(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(value)
}
