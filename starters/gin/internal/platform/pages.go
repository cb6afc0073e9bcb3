package platform

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
)

// kind is one kind of error, as its page explains it.
type kind struct {
	Status          int
	Meaning, Action string
}

func (k kind) title() string {
	// RFC 9110 has renamed it.
	if k.Status == http.StatusRequestEntityTooLarge {
		return "Content Too Large"
	}
	return http.StatusText(k.Status)
}

// kinds are all errors of the service, by code. A new one needs nothing but an entry here: it gets its page by itself.
var kinds = map[string]kind{
	"BAD_REQUEST": {400,
		"The service could not understand the request: something in it is missing, contradictory or in the wrong place.",
		"Compare the request with the documentation of the service, correct it and send it again. Sending the same request again will fail again."},
	"BAD_URL": {400,
		"The address contains a percent sign that does not start a valid escape sequence, so the service cannot tell what was meant.",
		"Encode each value that goes into the address (a literal percent sign is written %25) and send the request again."},
	"MALFORMED_JSON": {400,
		"The body was announced as JSON, but it cannot be read as JSON: it is empty, cut off, or has a comma, quote or bracket too many or too few.",
		"Let a JSON library write the body instead of putting it together by hand, and check that it is sent completely."},
	"VALIDATION_ERROR": {400,
		"One or more values in the request were refused. The answer lists each of them under errors.",
		"Correct the fields that errors names; pointer shows where each one is. Then send the request again."},
	"NOT_FOUND": {404,
		"There is nothing at this address, or nothing with this id. It may never have existed, or it was removed.",
		"Check the address and the id for typing errors, and look the id up again."},
	"METHOD_NOT_ALLOWED": {405,
		"The address exists, but not for this method, as when something is deleted that can only be read.",
		"Use one of the methods in the Allow header of the answer."},
	"REQUEST_TIMEOUT": {408,
		"The service waited for the rest of the request, and it did not arrive in time.",
		"Check the connection and send the request again. A large upload over a slow connection is better sent in parts."},
	"CONFLICT": {409,
		"The request contradicts what the service has stored: often something with the same name already exists, or somebody else changed it meanwhile.",
		"Fetch the current state, decide what should happen, and send a request that fits it."},
	"PAYLOAD_TOO_LARGE": {413,
		"The body of the request is larger than the service accepts.",
		"Send less at once: split the data over several requests, or leave out what is not needed."},
	"UNSUPPORTED_MEDIA_TYPE": {415,
		"The body is in a format, an encoding or a character set that the service does not read at this address.",
		"Send the body as one of the types in the Accept header of the answer, and name it in Content-Type."},
	"HEADERS_TOO_LARGE": {431,
		"The headers of the request, often its cookies, are larger than the service accepts.",
		"Delete the cookies of this site, or send fewer or shorter headers."},
	"INTERNAL_ERROR": {500,
		"Something went wrong inside the service. The request was probably fine.",
		"Try again later. If it keeps happening, report it together with the request id of the answer: it leads straight to the log entry."},
	"NOT_IMPLEMENTED": {501,
		"The service does not support what the request needs.",
		"Use another way to reach the goal; the documentation of the service lists what it can do."},
	"SERVICE_UNAVAILABLE": {503,
		"The service cannot answer at the moment: it is overloaded, restarting, or something it depends on is down.",
		"Wait as long as the Retry-After header says, then send the request again."},
}

// explained is one kind of error as its page shows it, or the JSON for those who prefer it.
type explained struct {
	Type    string `json:"type"`
	Title   string `json:"title"`
	Status  int    `json:"status"`
	Code    string `json:"code"`
	Meaning string `json:"meaning"`
	Action  string `json:"action"`
}

// catalogue is every kind of error, by status and code.
func catalogue() []explained {
	all := make([]explained, 0, len(kinds))
	for code, kind := range kinds {
		all = append(all, explained{typeOf(code), kind.title(), kind.Status, code, kind.Meaning, kind.Action})
	}
	slices.SortFunc(all, func(a, b explained) int {
		if a.Status != b.Status {
			return a.Status - b.Status
		}
		return strings.Compare(a.Code, b.Code)
	})
	return all
}

// servePages serves /errors, the page behind each problem's type, and /docs with what it needs.
func servePages(router *gin.Engine, document func() any) {
	router.GET("/errors", func(c *gin.Context) {
		if prefersJSON(c.GetHeader("Accept")) {
			writeJSON(c, gin.H{"errors": catalogue()})
			return
		}
		writeErrorPage(c, "Errors of this service", catalogue())
	})
	router.GET("/errors/:slug", func(c *gin.Context) {
		for _, entry := range catalogue() {
			if slug(entry.Code) != c.Param("slug") {
				continue
			}
			if prefersJSON(c.GetHeader("Accept")) {
				writeJSON(c, entry)
				return
			}
			writeErrorPage(c, entry.Code, []explained{entry})
			return
		}
		NotFound("Error page").write(c.Writer, c.Request)
	})
	router.GET("/openapi.json", func(c *gin.Context) { writeJSON(c, document()) })
	docsPolicy := "default-src 'none'; script-src " + hashOf(docsPage, "script") + "; style-src " + hashOf(docsPage, "style") +
		"; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
	router.GET("/docs", func(c *gin.Context) { writeHTML(c, docsPage, docsPolicy) })
}

// docsPage shows /openapi.json: one file with its style and script inside, which asks nobody but this service.
//
//go:embed docs.page
var docsPage string

var errorPage = template.Must(template.New("errors").Parse(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{{.Title}}</title>
<style>body{max-width:44rem;margin:0 auto;padding:3rem 1.25rem;font:16px/1.6 system-ui,sans-serif}h2{margin:2rem 0 0;font-size:1.1rem}</style>
</head>
<body>
<h1>{{.Title}}</h1>
{{range .Entries}}<h2><a href="{{.Type}}">{{.Status}} {{.Title}}</a>: <code>{{.Code}}</code></h2>
<p>{{.Meaning}}</p>
<p>{{.Action}}</p>
{{end}}<p><a href="/errors">All errors of this service</a></p>
</body>
</html>
`))

func writeErrorPage(c *gin.Context, title string, entries []explained) {
	var page strings.Builder
	if err := errorPage.Execute(&page, gin.H{"Title": title, "Entries": entries}); err != nil {
		panic(err)
	}
	policy := "default-src 'none'; style-src " + hashOf(page.String(), "style") + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
	writeHTML(c, page.String(), policy)
}

func writeHTML(c *gin.Context, page, policy string) {
	c.Header("Content-Security-Policy", policy)
	c.Header("Cache-Control", "no-cache")
	c.Header("Vary", "Accept")
	c.Data(http.StatusOK, "text/html; charset=utf-8", []byte(page))
}

func writeJSON(c *gin.Context, value any) {
	c.Header("Cache-Control", "no-cache")
	c.Header("Vary", "Accept")
	c.Data(http.StatusOK, "application/json", encode(value))
}

// hashOf allows the page's one inline element of that name (CSP 3).
func hashOf(page, element string) string {
	_, rest, _ := strings.Cut(page, "<"+element+">")
	content, _, _ := strings.Cut(rest, "</"+element+">")
	sum := sha256.Sum256([]byte(content))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// prefersJSON says whether an Accept header names JSON and not, or not as much, HTML. HTML when it does not care.
func prefersJSON(accept string) bool {
	json, html := qualityOf(accept, "application/json", "application/problem+json"), qualityOf(accept, "text/html", "text/*")
	return json > html
}

func qualityOf(accept string, types ...string) float64 {
	best := 0.0
	for part := range strings.SplitSeq(accept, ",") {
		media, parameters, err := mime.ParseMediaType(part)
		if err != nil || !slices.Contains(types, media) {
			continue
		}
		quality := 1.0
		if given, ok := parameters["q"]; ok {
			quality, _ = strconv.ParseFloat(given, 64)
		}
		best = max(best, quality)
	}
	return best
}
