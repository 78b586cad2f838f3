package main

import (
	"embed"
	html "html/template"
	"io"
	"strconv"
	"strings"
	"text/template"
	"time"
)

//go:embed templates
var files embed.FS

var (
	smsText  = template.Must(template.ParseFS(files, "templates/sms.txt.tmpl"))
	mailText = template.Must(template.ParseFS(files, "templates/mail.txt.tmpl"))
	mailHTML = html.Must(html.ParseFS(files, "templates/mail.html.tmpl"))
)

// What Outlook reads in a comment; html/template takes comments out of its templates.
const outlook = `<!--[if mso]><xml><o:OfficeDocumentSettings xmlns:o="urn:schemas-microsoft-com:office:office"><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml><![endif]-->`

var amsterdam = place("Europe/Amsterdam")

var months = [...]string{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
	"oktober", "november", "december"}

// Message is the text in the forms that its channel takes.
type Message struct {
	Text, HTML string
	Left       time.Duration
}

// Digit is one character of a code, as the mail shows it.
type Digit struct {
	Digit     string
	EndsGroup bool
}

// Values is what the templates know.
type Values struct {
	Name, Code, Spelled, Remaining, Until string
	Sequence                              int
	Digits                                []Digit
	Outlook                               html.HTML
}

// Render writes a job's message, with the life that is left now.
func Render(job *Job) (*Message, error) {
	expires, err := time.Parse(time.RFC3339, job.ExpiresAt)
	if err != nil {
		return nil, err
	}
	message := &Message{Left: time.Until(expires)}
	values := Values{
		Name: job.Recipient.Name, Code: job.Code, Sequence: job.Sequence, Remaining: words(message.Left),
		Until: until(expires),
	}
	if job.Channel == "sms" {
		message.Text, err = filled(smsText, values)
		return message, err
	}
	values.Outlook = outlook
	values.Spelled = strings.Join(strings.Split(job.Code, ""), ", ")
	for index, digit := range job.Code {
		values.Digits = append(values.Digits, Digit{string(digit), index == 2})
	}
	if message.Text, err = filled(mailText, values); err != nil {
		return nil, err
	}
	message.HTML, err = filled(mailHTML, values)
	return message, err
}

type filler interface {
	Execute(into io.Writer, values any) error
}

func filled(template filler, values Values) (string, error) {
	var text strings.Builder
	err := template.Execute(&text, values)
	return strings.TrimSuffix(text.String(), "\n"), err
}

func words(left time.Duration) string {
	if minutes := int(left.Minutes()); minutes != 1 {
		return strconv.Itoa(minutes) + " minuten"
	}
	return "1 minuut"
}

// until is `14.05 uur`, with the day before it if that is another.
func until(expires time.Time) string {
	end, now := expires.In(amsterdam), time.Now().In(amsterdam)
	clock := end.Format("15.04") + " uur"
	if end.YearDay() == now.YearDay() {
		return clock
	}
	return strconv.Itoa(end.Day()) + " " + months[end.Month()-1] + " om " + clock
}

func place(name string) *time.Location {
	location, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return location
}
