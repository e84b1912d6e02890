import type { Exercise } from '../../src/course/lesson.ts';

/** Three rungs for each thing that can be seen going wrong in round-robin. */
export const roundRobinHints: Exercise['hints'] = {
  start: {
    nudge: 'Whose turn is it after s1? And how would you know that, when the next visitor comes?',
    point: 'The line with TODO always takes servers[0]. Something must count, and it must live outside the handler.',
    nearly: 'const server = servers[turn++ % ___]!;   with   let turn = 0;   above the handler',
  },
  'all-to-one': {
    nudge: 'What must survive from one request to the next?',
    point: 'A variable outside the handler. What is made inside it is made anew for every visitor.',
    nearly: 'const server = servers[turn++ % ___]!;   and   let turn = 0;   outside',
  },
  'not-in-turn': {
    nudge: 'Is chance fair within 6 requests? And when does the turn move: when a request is sent, or when its answer comes?',
    point: 'How the index is made. It moves once for each request, whatever connection that came on, before anything is awaited.',
    nearly: 'no Math.random and nothing of req.socket: a ___ that grows by one with each request',
  },
  'one-forgotten': {
    nudge: 'What is the largest remainder of i % (n - 1)? And how many servers will there be tomorrow?',
    point: 'The number after the %. It is the length of the list, not one less and not a 3 known by heart.',
    nearly: 'servers[turn++ % servers.___]!',
  },
  'letter-changed': {
    nudge: 'What did the visitor send, and what reached the server? Compare byte by byte: method, path, what follows the ?, body, headers.',
    point: 'Whatever builds a new address or touches req. The proxy passes everything on by itself.',
    nearly: 'proxy.web(req, res, { target: server.url })   and leave req.url ___',
  },
  ...common(),
};

/** Three rungs for each thing that can be seen going wrong in health-checks. */
export const healthChecksHints: Exercise['hints'] = {
  start: {
    nudge: 'Who is the first to know that a server is dead? And who would be the first to know that it is only a little sick?',
    point: 'Begin with TODO 1, the timer. Each server is asked on its own; the visitors only read the last opinion.',
    nearly: 'bad = ok ? 0 : bad + 1;   good = ok ? good + 1 : 0;   if (bad >= ___) state = "out"',
  },
  'sent-to-the-dead': {
    nudge: 'Who is the first to know that s2 is dead?',
    point: 'The error callback of proxy.web. It is called the moment a server refuses, cuts or is silent for too long.',
    nearly: 'server.outUntil = Date.now() + ___;   and the choice skips those whose time is not over',
  },
  'sick-unseen': {
    nudge: 'What does s2 say about itself, and who listens?',
    point: 'The timer. A status other than 200 is a bad sign, and so are a refusal and silence. Two in a row, not three.',
    nearly: 'bad = ok ? 0 : bad + 1;   if (bad >= ___) state = "out"',
  },
  'too-nervous': {
    nudge: 'How many bad signs make a server sick? Everybody stumbles once.',
    point: 'The line where bad is compared, and what sets it back to 0.',
    nearly: 'if (bad >= ___)',
  },
  liar: {
    nudge: 'Who else can judge a server than the server itself? And how many visitors does it take to find out?',
    point: 'proxyTimeout: TRY_MS turns silence into a call of the error callback. While EJECT_MS runs, what visitors saw counts more than a good answer on /health.',
    nearly: 'an out server returns by one trial request, not by ___',
  },
  'not-on-trial': {
    nudge: 'EJECT_MS is over. Do you know that the server is well, or do you only hope? How many visitors does it take to find out?',
    point: 'Where you choose: a server whose time is over may be chosen by one request. Until that one has its answer, nobody else is sent there.',
    nearly: 'const isFree = now >= outUntil && !server.trial;   the one who is sent sets server.trial = ___, its answer sets it back',
  },
  'turns-gone': {
    nudge: 'All three servers are well. Who should get the next visitor, and who the one after?',
    point: 'The choice among those who are well: it must still take turns, and a page of 404 or 500 is an answer, no sickness.',
    nearly: 'const well = servers.filter(isWell);   well[turn++ % well.___]',
  },
  'never-back': {
    nudge: 'Who asks a server that is out? And which visitor finds out whether it is well again?',
    point: 'The timer must ask all of them, the out ones too. And when EJECT_MS is over, somebody must be sent there: one.',
    nearly: 'if (good >= 2) state = "___"',
  },
  'stalled-checks': {
    nudge: 'Can one silent server hold up the others? Silence is an answer too; after how long?',
    point: 'One promise for each server, none waiting for another, and a limit on each: AbortSignal.timeout.',
    nearly: 'fetch(`${server.url}/health`, { signal: AbortSignal.timeout(___) })',
  },
  'fell-over': {
    nudge: 'What does an empty list give you when you take an element of it?',
    point: 'The first line after you have chosen. There may be nobody to choose.',
    nearly: "if (!server) return res.writeHead(___, { 'retry-after': '1' }).end()",
  },
  'checks-per-request': {
    nudge: 'What would 1,000 visitors a second do to your servers, if each of them caused a check?',
    point: 'The check belongs outside the handler. A visitor reads the last opinion and never waits for a new one.',
    nearly: 'setInterval(() => check(server), ___)',
  },
  ...common(),
};

/** What every exercise can show; the words fit any program. */
function common(): Exercise['hints'] {
  return {
    'ended-early': {
      nudge: 'Your program ended before it listened. What were its last words?',
      point: 'The first lines that run: what is read from the environment, and what is imported (http-proxy: import httpProxy from "http-proxy").',
      nearly: 'officer.listen(Number(process.env.___), "127.0.0.1")   is the last thing that must be reached',
    },
    'not-listening': {
      nudge: 'Your program runs, and nobody can reach it. On which port does it wait?',
      point: 'The call of listen. The port comes from PORT and changes with every start.',
      nearly: 'officer.listen(Number(process.env.___), "127.0.0.1")',
    },
    'no-answer': {
      nudge: 'A visitor waits and nothing comes. On which way through your handler is res never ended?',
      point: 'Every branch, and the error callback too: each needs exactly one answer, even an unhappy one.',
      nearly: 'res.writeHead(___).end()   in the branch that forgets it',
    },
    'ended-midway': {
      nudge: 'Your program ended while visitors were there. Which error did nobody listen to?',
      point: 'Its last words name the line. Often it is an error callback that is missing, or writeHead after the answer had begun.',
      nearly: 'if (res.headersSent) return res.___();',
    },
    'cut-off': {
      nudge: 'The connection was closed before the answer was whole. Who closed it?',
      point: 'res.destroy() and socket.destroy(): only for an answer that had begun and cannot be finished.',
      nearly: 'if (res.headersSent) return res.destroy();   otherwise   res.writeHead(___).end()',
    },
  };
}
