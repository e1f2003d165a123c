window.SwaggerUIBundle({ url: '/openapi.json', dom_id: '#document', deepLinking: true, docExpansion: 'none', validatorUrl: null });
