/** A valid Korean business number: nine digits and the checksum of the tax office. */
export function businessNumber(seed) {
    const digits = String(100_000_000 + (seed % 899_999_999)).split('').map(Number);
    const weights = [1, 3, 7, 1, 3, 7, 1, 3, 5];
    const sum = digits.reduce((all, digit, i) => all + digit * weights[i], 0) + Math.floor((digits[8] * 5) / 10);
    return [...digits, (10 - (sum % 10)) % 10].join('');
}
