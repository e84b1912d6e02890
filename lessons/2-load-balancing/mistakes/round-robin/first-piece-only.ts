// fails: letter-intact · says: pass on all of them, not only the first
// The first piece of a body is taken for the whole of it.
import http from 'node:http';

// SERVERS looks like  s1=http://127.0.0.1:41001,s2=http://127.0.0.1:41002  with any number of servers.
const servers = (process.env.SERVERS ?? '').split(',').map((entry) => {
  const [name = '', url = ''] = entry.split('=');
  return { name, url: new URL(url) };
});

const agent = new http.Agent({ keepAlive: true });

// The turn lives out here, because it must survive from one request to the next.
let turn = 0;

const officer = http.createServer((req, res) => {
  const server = servers[turn++ % servers.length]!;

  if (!req.headers['content-length']) return send(Buffer.alloc(0));
  req.once('data', send);

  function send(body: Buffer): void {
    const headers = { ...req.headers, 'content-length': body.length, 'x-forwarded-for': req.socket.remoteAddress };
    const asked = http.request({ agent, hostname: server.url.hostname, port: server.url.port, method: req.method, path: req.url, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(res);
    });
    asked.on('error', () => (res.headersSent ? res.destroy() : res.writeHead(502).end(`${server.name} did not answer\n`)));
    asked.end(body);
  }
});

officer.listen(Number(process.env.PORT), '127.0.0.1');
