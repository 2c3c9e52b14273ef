/** A language model with a script instead of a mind: OpenAI's chat completions on loopback. */
import { createServer } from 'node:http';

/**
 * @param {({tool: string, input: object} | {say: (seen: string) => string})[]} script what it does, step by step: the
 *   step is told by how many tools have answered since the user spoke. `say` is given what they answered.
 * @returns {Promise<{url: string, asked: object[], follow: (script: object[]) => void, stop: () => Promise<void>}>} asked: the
 *   bodies it was sent; follow: another script from now on
 */
export async function startModel(script = []) {
	let steps = script;
	const bodies = [];
	const server = createServer((request, response) => {
		let text = '';
		request.setEncoding('utf8').on('data', (more) => (text += more));
		request.on('end', () => {
			const body = JSON.parse(text || '{}');
			bodies.push(body);
			const messages = body.messages ?? [];
			const asked = messages.slice(messages.findLastIndex(({ role }) => role === 'user') + 1);
			const answers = asked.filter(({ role }) => role === 'tool').map(({ content }) => textOf(content));
			const step = steps[Math.min(answers.length, steps.length - 1)];
			const message = step.tool
				? {
						role: 'assistant',
						content: null,
						tool_calls: [
							{
								id: `call_${answers.length}`,
								type: 'function',
								function: { name: step.tool, arguments: JSON.stringify(step.input) },
							},
						],
					}
				: { role: 'assistant', content: step.say(answers.join('\n')) };
			write(response, body, message);
		});
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${server.address().port}`,
		asked: bodies,
		follow: (next) => {
			steps = next;
		},
		stop: () =>
			new Promise((resolve) => {
				server.close(resolve);
				server.closeAllConnections();
			}),
	};
}

const textOf = (content) => (typeof content === 'string' ? content : content.map(({ text = '' }) => text).join(''));

/** As one answer, or as a stream where that was asked for. */
function write(response, { model, stream }, message) {
	const finish_reason = message.tool_calls ? 'tool_calls' : 'stop';
	const head = { id: 'chatcmpl-script', created: 0, model };
	if (!stream) {
		const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
		response.setHeader('content-type', 'application/json');
		response.end(
			JSON.stringify({ ...head, object: 'chat.completion', choices: [{ index: 0, message, finish_reason }], usage }),
		);
		return;
	}
	const delta = { ...message, tool_calls: message.tool_calls?.map((call, index) => ({ index, ...call })) };
	response.setHeader('content-type', 'text/event-stream');
	for (const choice of [
		{ delta, finish_reason: null },
		{ delta: {}, finish_reason },
	]) {
		response.write(
			`data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices: [{ index: 0, ...choice }] })}\n\n`,
		);
	}
	response.end('data: [DONE]\n\n');
}
