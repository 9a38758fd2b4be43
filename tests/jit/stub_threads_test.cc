// Isolates on threads of their own, each with its compiler; other threads invalidate through
// queues.
#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

#include "callsite/invalidation_queue.h"
#include "jit/handles/stub_compiler.h"
#include "tests/jit/stub_fixture.h"

namespace krait::jit {
namespace {

double Twice(double a) { return a * 2; }
double Thrice(double a) { return a * 3; }

// What one isolate does: calls a function until the point under it fires, again and again.
class Isolate {
 public:
  Isolate() : context_(table_) { table_.SetCompiler(&compiler_, 100); }
  ~Isolate() { table_.SetCompiler(nullptr, 1); }

  // Where others find the point that the function relies on at the moment.
  struct Mailbox {
    std::mutex mutex;
    SwitchPointRef point;
    InvocationContext* context = nullptr;
  };

  void Run(Mailbox& mailbox, int rounds, std::atomic<int>& wrong) {
    const HandleRef twice = Function(table_, "twice", &Twice);
    const HandleRef thrice = Function(table_, "thrice", &Thrice);
    for (int round = 0; round < rounds; ++round) {
      const SwitchPointRef point = NewSwitchPoint();
      auto typed = (*SwitchPointGuard(point, twice, thrice))->As<double(double)>();
      const auto f = *typed->Function();
      {
        std::lock_guard<std::mutex> lock(mailbox.mutex);
        mailbox.point = point;
        mailbox.context = &context_;
      }
      double result = f(1);
      while (result == 2) {
        std::this_thread::yield();
        result = f(1);
      }
      if (result != 3 || f(1) != 3) ++wrong;
    }
    std::lock_guard<std::mutex> lock(mailbox.mutex);
    mailbox.point = SwitchPointRef();
    mailbox.context = nullptr;
  }

 private:
  StubCompiler compiler_;
  HandleTable table_;
  InvocationContext context_;
};

TEST(StubThreadsTest, InvalidationsOfOtherThreadsArriveAtTheNextCall) {
  constexpr int kIsolates = 3;
  constexpr int kRounds = 100;
  Isolate::Mailbox mailboxes[kIsolates];
  std::atomic<int> wrong = 0;
  std::atomic<int> running = kIsolates;
  std::vector<std::thread> threads;
  for (auto& mailbox : mailboxes) {
    threads.emplace_back([&] {
      Isolate isolate;
      isolate.Run(mailbox, kRounds, wrong);
      --running;
    });
  }
  while (running > 0) {
    for (auto& mailbox : mailboxes) {
      std::lock_guard<std::mutex> lock(mailbox.mutex);
      if (mailbox.context != nullptr) mailbox.context->queue().Post(mailbox.point);
    }
    std::this_thread::yield();
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace krait::jit
