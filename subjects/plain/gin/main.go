package main

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"
)

type user struct {
	ID    int    `json:"id"`
	Email string `json:"email"`
	Name  string `json:"name"`
}

var users = []user{{ID: 1, Email: "ada@example.com", Name: "Ada"}}

func main() {
	router := gin.Default()
	router.GET("/users", getUsers)
	router.GET("/users/:id", getUserByID)
	router.POST("/users", postUsers)
	router.Run()
}

func getUsers(c *gin.Context) {
	c.JSON(http.StatusOK, users)
}

func getUserByID(c *gin.Context) {
	id, _ := strconv.Atoi(c.Param("id"))
	for _, known := range users {
		if known.ID == id {
			c.JSON(http.StatusOK, known)
			return
		}
	}
	c.JSON(http.StatusNotFound, gin.H{"message": "user not found"})
}

func postUsers(c *gin.Context) {
	var created user
	if err := c.BindJSON(&created); err != nil {
		return
	}
	created.ID = len(users) + 1
	users = append(users, created)
	c.JSON(http.StatusCreated, created)
}
