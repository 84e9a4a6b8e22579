SwaggerUIBundle({ dom_id: "#api", url: "../openapi.json", deepLinking: true });
