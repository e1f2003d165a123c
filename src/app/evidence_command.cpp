#include "app/commands.hpp"
#include "evidence/pack.hpp"

#include <fstream>
#include <iostream>
#include <iterator>

namespace ahimmoyak::app {

int evidence(const options& with, const std::vector<std::string>& words, const std::string& key)
{
    if (words.size() != 2 || words[0] != "verify") {
        std::cerr << "usage: ahimmoyak evidence verify FILE [--key PUBLIC-KEY]\n";
        return 2;
    }
    const auto found = evidence::check(words[1]);
    if (!found.intact) {
        std::cerr << "ahimmoyak: " << words[1] << " is not what was signed: " << found.complaint << '\n';
        return 1;
    }
    auto known = key;
    if (std::ifstream in{with.data / "evidence.key"}; known.empty() && in)
        known = evidence::signing_key{std::string{std::istreambuf_iterator<char>{in}, {}}}.published();
    std::cout << found.about << "\nIntact, signed by " << found.signed_by << '\n';
    if (known.empty()) {
        std::cerr << "ahimmoyak: whose key that is, is not known here: compare it with the one that the institution's "
                     "installation shows at /v1/evidence/key, or give that with --key\n";
        return 1;
    }
    if (known != found.signed_by) {
        std::cerr << "ahimmoyak: it is signed by another key than " << known << '\n';
        return 1;
    }
    std::cout << "The key is the one that was expected.\n";
    return 0;
}

} // namespace ahimmoyak::app
