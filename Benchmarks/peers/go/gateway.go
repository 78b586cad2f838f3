package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// Gateway sends SMS by HTTP.
type Gateway struct {
	url    string
	client *http.Client
}

// NewGateway keeps as many connections open as there are messages in flight; the default of two would reconnect.
func NewGateway(url string, inFlight int) *Gateway {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConns = inFlight
	transport.MaxIdleConnsPerHost = inFlight
	return &Gateway{url, &http.Client{Transport: transport, Timeout: 10 * time.Second}}
}

type textMessage struct {
	To        string `json:"to"`
	From      string `json:"from"`
	Text      string `json:"text"`
	Reference string `json:"reference"`
	Validity  int    `json:"validity_s"`
}

// Send posts the message, and is content with 202.
func (gateway *Gateway) Send(job *Job, message *Message) error {
	body, err := json.Marshal(textMessage{
		job.Recipient.Phone, "Caren", message.Text, job.ID, int(message.Left.Seconds()),
	})
	if err != nil {
		return err
	}
	request, err := http.NewRequest(http.MethodPost, gateway.url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer sandbox")
	request.Header.Set("Content-Type", "application/json")
	answer, err := gateway.client.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	var accepted struct {
		ID string `json:"id"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&accepted); err != nil {
		return err
	}
	// Read to its end, or the connection is not used again.
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		return err
	}
	if answer.StatusCode != http.StatusAccepted {
		return fmt.Errorf("the gateway answered %s", answer.Status)
	}
	return nil
}
