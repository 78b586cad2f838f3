package main

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"mime/quotedprintable"
	"net/smtp"
	"net/textproto"
	"time"
)

const sender = "noreply@caren.example"

// Relay sends mail over sessions that stay open.
type Relay struct {
	sessions chan *smtp.Client
}

// NewRelay opens the sessions.
func NewRelay(address string, count int) *Relay {
	relay := &Relay{make(chan *smtp.Client, count)}
	for i := 0; i < count; i++ {
		session, err := smtp.Dial(address)
		must(err)
		relay.sessions <- session
	}
	return relay
}

// Send takes a session, and gives it back when the relay has the mail.
func (relay *Relay) Send(job *Job, message *Message) error {
	content, err := mail(job, message)
	if err != nil {
		return err
	}
	session := <-relay.sessions
	defer func() { relay.sessions <- session }()
	if err := session.Mail(sender); err != nil {
		return err
	}
	if err := session.Rcpt(job.Recipient.Email); err != nil {
		return err
	}
	data, err := session.Data()
	if err != nil {
		return err
	}
	if _, err := data.Write(content); err != nil {
		return err
	}
	return data.Close()
}

func mail(job *Job, message *Message) ([]byte, error) {
	var content bytes.Buffer
	parts := multipart.NewWriter(&content)
	fmt.Fprintf(&content, "Date: %s\r\nFrom: \"Caren\" <%s>\r\nTo: %q <%s>\r\nSubject: Je inlogcode voor Caren\r\n"+
		"Message-ID: <%s@caren.example>\r\nMIME-Version: 1.0\r\nAuto-Submitted: auto-generated\r\n"+
		"Content-Type: multipart/alternative; boundary=%s\r\n\r\n",
		time.Now().Format(time.RFC1123Z), sender, job.Recipient.Name, job.Recipient.Email, job.ID, parts.Boundary())
	for _, part := range [][2]string{{"text/plain", message.Text}, {"text/html", message.HTML}} {
		into, err := parts.CreatePart(textproto.MIMEHeader{
			"Content-Type":              {part[0] + "; charset=utf-8"},
			"Content-Transfer-Encoding": {"quoted-printable"},
		})
		if err != nil {
			return nil, err
		}
		encoder := quotedprintable.NewWriter(into)
		if _, err := encoder.Write([]byte(part[1])); err != nil {
			return nil, err
		}
		if err := encoder.Close(); err != nil {
			return nil, err
		}
	}
	err := parts.Close()
	return content.Bytes(), err
}
