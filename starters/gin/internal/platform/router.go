package platform

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"
)

// NewRouter is a Gin engine that answers what no route does with problems, and the API in front of it, whose routes
// are validated and documented by their types. Register those with huma.Register and an Operation.
func NewRouter(title, version string, trustedProxies []string) (*gin.Engine, huma.API, error) {
	gin.SetMode(gin.ReleaseMode)
	router := gin.New()
	router.RedirectTrailingSlash = false
	router.HandleMethodNotAllowed = true
	router.ContextWithFallback = true
	router.UseEscapedPath = true
	router.UnescapePathValues = true
	router.RemoteIPHeaders = []string{"X-Forwarded-For"}
	if err := router.SetTrustedProxies(trustedProxies); err != nil {
		return nil, nil, err
	}
	router.Use(func(c *gin.Context) {
		if request := requestOf(c.Request.Context()); request != nil {
			request.Route, request.RemoteAddress = c.FullPath(), c.ClientIP()
		}
	})
	router.NoRoute(func(c *gin.Context) { NotFound("Route").write(c.Writer, c.Request) })
	router.NoMethod(func(c *gin.Context) { methodNotAllowed(c.Writer.Header().Get("Allow")).write(c.Writer, c.Request) })

	config := huma.DefaultConfig(title, version)
	config.OpenAPIPath, config.DocsPath, config.SchemasPath, config.CreateHooks = "", "", "", nil
	format := huma.Format{Marshal: writeEncoded, Unmarshal: readJSON}
	config.Formats = map[string]huma.Format{"application/json": format, "json": format}
	config.Components.Responses = problemResponses()
	config.Transformers = []huma.Transformer{func(ctx huma.Context, _ string, body any) (any, error) {
		if problem, ok := body.(*Problem); ok {
			for name := range problem.headers {
				ctx.SetHeader(name, problem.headers.Get(name))
			}
			return problem.answered(ctx.Context()), nil
		}
		return body, nil
	}}
	api := humagin.New(router, config)
	api.UseMiddleware(func(ctx huma.Context, next func(huma.Context)) {
		c := humagin.Unwrap(ctx)
		if refusal := refusalOfBody(ctx.Operation(), c.Request); refusal != nil {
			refusal.write(c.Writer, c.Request)
			return
		}
		next(ctx)
	})
	// The responses refer to it.
	config.Components.Schemas.Schema(reflect.TypeFor[Problem](), true, "Problem")
	servePages(router, func() any { return api.OpenAPI() })
	return router, api, nil
}

// Operation is a documented route; statuses are those of the problems it may answer with, besides 500 and 503.
func Operation(method, path, id string, statuses ...int) huma.Operation {
	operation := huma.Operation{
		Method: method, Path: path, OperationID: id, Tags: []string{strings.Split(path, "/")[1]},
		// The edge counts the body; huma's own limit must not come first. Slow bodies end with the whole request.
		MaxBodyBytes: BodyLimit + 1, BodyReadTimeout: requestTimeout,
		Responses: map[string]*huma.Response{},
	}
	for _, status := range append(statuses, http.StatusInternalServerError, http.StatusServiceUnavailable) {
		operation.Responses[strconv.Itoa(status)] = &huma.Response{Ref: "#/components/responses/" + failures[status].name}
	}
	return operation
}

func methodNotAllowed(allowed string) *Problem {
	methods := strings.Split(allowed, ", ")
	if slices.Contains(methods, http.MethodGet) {
		methods = append(methods, http.MethodHead)
	}
	slices.Sort(methods)
	return problem("METHOD_NOT_ALLOWED", "The method is not allowed here").with("Allow", strings.Join(methods, ", "))
}

// refusalOfBody is why the body of a request cannot be read at all, or nil.
func refusalOfBody(operation *huma.Operation, r *http.Request) *Problem {
	if operation.RequestBody == nil || r.ContentLength == 0 {
		return nil
	}
	if encoding := r.Header.Get("Content-Encoding"); encoding != "" && encoding != "identity" {
		return unsupportedMediaType("Compressed request bodies are not accepted").with("Accept-Encoding", "identity")
	}
	media, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || media != "application/json" && !(strings.HasPrefix(media, "application/") && strings.HasSuffix(media, "+json")) {
		return unsupportedMediaType("The format of the request body is not supported")
	}
	if charset := parameters["charset"]; charset != "" && !strings.EqualFold(charset, "utf-8") && !strings.EqualFold(charset, "utf8") {
		return unsupportedMediaType("JSON is UTF-8 (RFC 8259, 8.1); other charsets are not accepted")
	}
	return nil
}

func unsupportedMediaType(detail string) *Problem {
	return problem("UNSUPPORTED_MEDIA_TYPE", detail).with("Accept", "application/json")
}

// encode writes < and > as they are: they are harmless in JSON that is served as JSON.
func encode(value any) []byte {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic(err)
	}
	return bytes.TrimSuffix(buffer.Bytes(), []byte("\n"))
}

func writeEncoded(w io.Writer, value any) error {
	body := encode(value)
	if response, ok := w.(http.ResponseWriter); ok {
		response.Header().Set("Content-Length", strconv.Itoa(len(body)))
	}
	_, err := w.Write(body)
	return err
}

// requestTimeout is how long a request may take to arrive.
const requestTimeout = 30 * time.Second

// failures are the problems that operations may answer with, for the document.
var failures = map[int]struct{ name, description string }{
	400: {"BadRequest", "The request is malformed or invalid; errors names every invalid field."},
	404: {"NotFound", "There is no such resource."},
	409: {"Conflict", "The state of the resource does not allow it."},
	413: {"ContentTooLarge", "The body is larger than the service accepts."},
	415: {"UnsupportedMediaType", "The body is not application/json."},
	500: {"InternalServerError", "The service failed; the cause is in its log under requestId."},
	503: {"ServiceUnavailable", "The service cannot answer now; try again after Retry-After seconds."},
}

func problemResponses() map[string]*huma.Response {
	responses := map[string]*huma.Response{}
	for _, failure := range failures {
		problem := &huma.MediaType{Schema: &huma.Schema{Ref: "#/components/schemas/Problem"}}
		responses[failure.name] = &huma.Response{
			Description: failure.description,
			Content:     map[string]*huma.MediaType{"application/problem+json": problem},
		}
	}
	return responses
}
