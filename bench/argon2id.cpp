// Verifies one password against its argon2id hash again and again and prints the CPU time of each: what a sign-in is
// compared with. The hash names its own parameters. Two threads take turns, as those of the product do: the memory of a
// hash is mapped anew each time, which costs more in a process of several threads than of one.
//   bench_argon2id COUNT HASH < PASSWORD
#include <sodium.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <array>
#include <iostream>
#include <semaphore>
#include <string>
#include <thread>

int main(int argc, char** argv)
{
    std::string password;
    if (argc != 3 || sodium_init() < 0 || !std::getline(std::cin, password)) {
        std::fputs("usage: bench_argon2id COUNT HASH < PASSWORD\n", stderr);
        return 1;
    }
    const int count = std::atoi(argv[1]);
    const auto seconds = [] {
        timespec now{};
        ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
        return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
    };
    const auto begun = seconds();
    std::array<std::binary_semaphore, 2> turn{std::binary_semaphore{1}, std::binary_semaphore{0}};
    const auto work = [&](std::size_t mine) {
        for (int i = static_cast<int>(mine); i < count; i += 2) {
            turn[mine].acquire();
            if (crypto_pwhash_str_verify(argv[2], password.data(), password.size()) != 0) {
                std::fputs("bench_argon2id: the password is not that of the hash\n", stderr);
                std::exit(1);
            }
            turn[1 - mine].release();
        }
    };
    std::thread other{work, 1};
    work(0);
    other.join();
    std::printf("%.3f\n", (seconds() - begun) * 1e6 / count);
    return 0;
}
