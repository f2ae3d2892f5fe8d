// The floor: the least that a Node proxy can do which has to look into a request. It reads the body, parses it once, changes
// the model, writes it once, and pipes the answer back. Run as a process of its own with the upstream's port; prints its port.
import http from 'node:http';

const upstreamPort = Number(process.argv[2]);
const agent = new http.Agent({ keepAlive: true });

function forward(request, body, response) {
  const headers = { ...request.headers, host: `127.0.0.1:${upstreamPort}`, 'content-length': Buffer.byteLength(body) };
  const call = http.request(
    { host: '127.0.0.1', port: upstreamPort, path: request.url, method: request.method, headers, agent },
    (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    },
  );
  call.on('error', (error) => response.writeHead(502).end(error.message));
  call.end(body);
}

const server = http.createServer({ keepAliveTimeout: 300_000 }, (request, response) => {
  if (request.url === '/health') return response.end('{}');
  const pieces = [];
  request.on('data', (piece) => pieces.push(piece));
  request.on('end', () => {
    const body = JSON.parse(Buffer.concat(pieces).toString());
    body.model = 'mock';
    forward(request, JSON.stringify(body), response);
  });
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
