import { businessNumber } from './business-number.mjs';

/**
 * Values made from the schemas of /openapi.json: valid ones, and every way in which they can be wrong.
 * `fill(noun)` gives the id for a schema with x-identifies.
 */
export class Samples {
    constructor(contract, fill = () => 1, { withIds = false } = {}) {
        this.contract = contract;
        this.fill = fill;
        this.withIds = withIds; // ids that may be left out are given, too
    }

    /** The shape behind references and "or null". */
    shape(schema) {
        const found = this.contract.resolve(schema) ?? {};
        const options = found.oneOf ?? found.anyOf;
        return options ? this.shape(options.find((each) => each.type !== 'null')) : found;
    }

    valid(schema) {
        const shape = this.shape(schema);
        if (shape['x-identifies']) return this.fill(shape['x-identifies']);
        if (shape.enum) return shape.enum[0];
        if (shape.default !== undefined) return shape.default;
        if (shape.description?.includes('ProseMirror')) return { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: '글' }] }] };
        switch (shape.type) {
        case 'object': return Object.fromEntries(this.given(shape).map((name) => [name, this.valid(shape.properties[name])]));
        case 'array': return Array.from({ length: shape.minItems ?? 1 }, () => this.valid(shape.items));
        case 'integer': case 'number': return Math.max(shape.minimum ?? 1, 1);
        case 'boolean': return true;
        case 'string': return this.text(shape);
        default: return null;
        }
    }

    given({ required = [], properties = {} }) {
        const ids = this.withIds ? Object.keys(properties).filter((name) => this.shape(properties[name])['x-identifies']) : [];
        return [...new Set([...required, ...ids])];
    }

    text({ format, minLength = 0, pattern }) {
        if (pattern === '^[0-9]{3}-?[0-9]{2}-?[0-9]{5}$') return businessNumber(424_243); // its last digit is a checksum
        if (pattern?.startsWith('^[0-9+() -]')) return '02-1234-5678';
        switch (format) {
        case 'email': return 'somebody@example.kr';
        case 'date': return '2031-01-02';
        case 'date-time': return '2031-01-02T03:04:05.678Z';
        default: return pattern?.includes('\\d') || pattern?.includes('[0-9]') ? '1'.repeat(Math.max(minLength, 6)) : 'a'.repeat(Math.max(minLength, 1));
        }
    }

    /** {name, value, pointer} of every body that breaks the schema in one place. */
    * wrong(schema) {
        const right = this.valid(schema);
        const shape = this.shape(schema);
        for (const name of shape.required ?? []) {
            const { [name]: gone, ...rest } = right;
            yield { name: `without ${name}`, value: rest, pointer: `/${name}` };
            yield { name: `${name}: null`, value: { ...right, [name]: null }, pointer: `/${name}` };
        }
        yield { name: 'an unknown field', value: { ...right, 'no such field': 1 }, pointer: '/no such field' };
        for (const [name, field] of Object.entries(shape.properties ?? {})) {
            for (const [why, value] of this.wrongValues(field)) yield { name: `${name}: ${why}`, value: { ...right, [name]: value }, pointer: `/${name}` };
        }
    }

    * wrongValues(field) {
        const shape = this.shape(field);
        const isText = shape.type === 'string';
        const isNumber = shape.type === 'integer' || shape.type === 'number';
        if (shape.type === undefined && !shape['x-identifies'] && !shape.enum) return;
        if (shape.type !== 'object') yield ['an object', { a: 1 }];
        if (shape.type !== 'array') yield ['a list', [[]]];
        if (!isText) yield ['a text', 'text'];
        if (shape.type !== 'boolean') yield ['a boolean', false];
        if (!isNumber) yield ['a number', 12345.5];
        if (shape.type === 'integer') {
            yield ['half of one', 1.5];
            yield ['out of all range', 1e30];
        }
        if (shape.enum) yield ['no choice of it', 'NO_SUCH_CHOICE'];
        if (shape.format === 'email') yield ['no address', 'somebody at example'];
        if (shape.format === 'date') yield ['no date', '2031-02-30'];
        if (shape.format === 'date-time') yield ['no moment', '2031-02-30 25:00'];
        if (shape.maxLength !== undefined) yield ['too long', (shape.format === 'email' ? `${'a'.repeat(shape.maxLength)}@example.kr` : 'a'.repeat(shape.maxLength + 1))];
        if (isText && shape.minLength > 0) yield ['too short', 'a'.repeat(shape.minLength - 1)];
        if (isText && shape.maxLength !== undefined && shape.format !== 'password') yield ['a control character', 'a\u0007b'];
        if (shape.minimum !== undefined) yield ['too small', shape.minimum - 1];
        if (shape.maximum !== undefined) yield ['too large', shape.maximum + 1];
        if (shape.type === 'array') {
            if (shape.maxItems !== undefined && shape.maxItems <= 20_000) yield ['too many', Array.from({ length: shape.maxItems + 1 }, () => this.valid(shape.items))];
            if (shape.minItems > 0) yield ['too few', []];
            for (const [why, value] of this.wrongValues(shape.items)) yield [`an item that is ${why}`, [value]];
        }
    }
}
