package platform

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"
)

// Huma's messages carry our code in front of a |, so that a finding can be told without looking at its words.
func init() {
	validation.MsgExpectedString = "type|string"
	validation.MsgExpectedNumber = "type|number"
	validation.MsgExpectedInteger = "type|integer"
	validation.MsgExpectedBoolean = "type|boolean"
	validation.MsgExpectedArray = "type|array"
	validation.MsgExpectedObject = "type|object"
	validation.MsgExpectedRequiredProperty = "required|%s"
	validation.MsgExpectedMinLength = "too_small|Too small: expected string to have >=%d characters"
	validation.MsgExpectedMaxLength = "too_big|Too big: expected string to have <=%d characters"
	validation.MsgExpectedMinimumNumber = "too_small|Too small: expected number to be >=%v"
	validation.MsgExpectedMaximumNumber = "too_big|Too big: expected number to be <=%v"
	validation.MsgExpectedMinItems = "too_small|Too small: expected array to have >=%d items"
	validation.MsgExpectedMaxItems = "too_big|Too big: expected array to have <=%d items"
	validation.MsgExpectedBePattern = "format|%s"
	validation.MsgExpectedOneOf = "not_allowed|Expected one of \"%s\""
	// %.0v: what the parser said of the value repeats the value.
	validation.MsgExpectedRFC5322Email = "format|Invalid email address%.0v"
	validation.MsgExpectedRFC4122UUID = "format|Invalid UUID%.0v"
	validation.MsgExpectedRFC3339DateTime = "format|Invalid date and time"

	huma.NewError = func(status int, message string, errs ...error) huma.StatusError {
		return problemOfHuma(status, message, errs)
	}
}

// problemOfHuma is what huma has to say, as a problem. Values that were submitted stay behind.
func problemOfHuma(status int, message string, errs []error) *Problem {
	switch {
	case message == "request body is required":
		return Invalid(FieldError{Field: "body", Message: "Required", Code: "required", Pointer: "#", In: "body"})
	case status == http.StatusRequestEntityTooLarge:
		return problem("PAYLOAD_TOO_LARGE", "The request body is too large")
	case status == http.StatusRequestTimeout:
		return problem("REQUEST_TIMEOUT", "The request took too long to arrive").with("Connection", "close")
	case status == http.StatusUnsupportedMediaType:
		return unsupportedMediaType("The format of the request body is not supported")
	case status >= 500:
		return problemOf(errors.Join(errs...))
	}
	fields := make([]FieldError, 0, len(errs))
	for _, err := range errs {
		var field FieldError
		var finding *huma.ErrorDetail
		switch {
		case errors.As(err, &field):
		case !errors.As(err, &finding):
			continue
		case finding.Message == errMalformed.Error():
			return problem("MALFORMED_JSON", "The request body is not valid JSON")
		default:
			field = fieldError(finding)
		}
		fields = appendOnce(fields, field)
	}
	return Invalid(fields...)
}

// appendOnce leaves out a second finding of the same kind: a format and its pattern are one mistake.
func appendOnce(fields []FieldError, added FieldError) []FieldError {
	for _, known := range fields {
		if known.Pointer == added.Pointer && known.Code == added.Code && known.In == added.In {
			return fields
		}
	}
	return append(fields, added)
}

func fieldError(finding *huma.ErrorDetail) FieldError {
	in, path, _ := strings.Cut(finding.Location, ".")
	code, message, coded := strings.Cut(finding.Message, "|")
	switch {
	case code == "required" && coded:
		path, message = strings.TrimPrefix(path+"."+message, "."), "Required"
	case code == "type" && coded && path == "" && finding.Value == nil:
		code, message = "required", "Required"
	case code == "type" && coded:
		message = fmt.Sprintf("Invalid input: expected %s, received %s", message, jsonType(finding.Value))
	case strings.HasPrefix(code, "required "):
		code, message = "required", "Required"
	case code == "invalid integer", code == "invalid float":
		code, message = "type", "Invalid input: expected number"
	case !coded:
		code, message = "invalid", "Invalid value"
	}
	return FieldErrorAt(in, path, code, message)
}

// Error makes a field error what a Resolve method may return.
func (e FieldError) Error() string { return e.Field + ": " + e.Message }

// FieldErrorAt is the error of the field at a dotted path in one part of the request: body, query, path or header.
func FieldErrorAt(in, path, code, message string) FieldError {
	path = strings.NewReplacer("[", ".", "]", "").Replace(path)
	if path == "" {
		return FieldError{Field: in, Message: message, Code: code, Pointer: "#", In: in}
	}
	return FieldError{Field: path, Message: message, Code: code, Pointer: "#/" + strings.ReplaceAll(path, ".", "/"), In: in}
}

// Open lets members pass that a schema does not name: huma says additionalProperties: false by default.
func Open(schema *huma.Schema) *huma.Schema {
	schema.AdditionalProperties = nil
	return schema
}

func jsonType(value any) string {
	switch value.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case float64:
		return "number"
	case string:
		return "string"
	case []any:
		return "array"
	default:
		return "object"
	}
}

// deepest nesting of a body.
const deepest = 32

var errMalformed = errors.New("malformed_json|")

// readJSON is called twice: for any value, which is then validated, and for the type that the handler takes.
func readJSON(data []byte, into any) error {
	if !utf8.Valid(data) || json.Unmarshal(data, into) != nil {
		return errMalformed
	}
	if value, ok := into.(*any); ok {
		return judge(*value, 0)
	}
	return nil
}

// judge refuses what could get past the schema: depth, and members whose names differ in case only, of which
// encoding/json would take the last and the schema see the first.
func judge(value any, depth int) error {
	if depth > deepest {
		return errors.New("too_deep|Nested too deeply: at most 32 levels")
	}
	switch value := value.(type) {
	case []any:
		for _, item := range value {
			if err := judge(item, depth+1); err != nil {
				return err
			}
		}
	case map[string]any:
		seen := make(map[string]bool, len(value))
		for name, member := range value {
			folded := strings.ToLower(strings.ToUpper(name))
			if seen[folded] {
				return errors.New("invalid|Two members have the same name but for its case")
			}
			seen[folded] = true
			if err := judge(member, depth+1); err != nil {
				return err
			}
		}
	}
	return nil
}

// isReset recognises the errors of a connection that the client has given up.
func isReset(err error) bool {
	var network *net.OpError
	return errors.As(err, &network) && !network.Timeout()
}
