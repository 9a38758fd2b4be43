#include "callsite/linker_plugins.h"

#include "callsite/linked_site.h"
#include "tests/callsite/kernel_fixture.h"

namespace krait::callsite {
namespace {

using enum Representation;

using Given = absl::StatusOr<std::vector<std::unique_ptr<Linker>>>;

class Exporter final : public LinkerExporter {
 public:
  explicit Exporter(std::function<Given(HandleTable&)> give) : give_(std::move(give)) {}
  Given Export(HandleTable& table) override { return give_(table); }

 private:
  std::function<Given(HandleTable&)> give_;
};

class LinkerPluginsTest : public KernelTest {
 protected:
  void Register(std::string_view name, std::function<Given(HandleTable&)> give) {
    const std::string location = std::string(name) + ".so";
    EXPECT_TRUE(
        plugins_.Register(name, location, std::make_unique<Exporter>(std::move(give))).ok());
  }
  // A plug-in of one linker.
  void Answers(std::string_view name, LinkFunction::Answer answer) {
    Register(name, [answer](HandleTable&) -> Given {
      std::vector<std::unique_ptr<Linker>> linkers;
      linkers.push_back(std::make_unique<LinkFunction>(answer));
      return linkers;
    });
  }
  void Constant(std::string_view name, std::string_view operation, int64_t constant) {
    Answers(name, [=](const LinkRequest& request, LinkerServices& services) {
      GuardedInvocation link;
      if (request.descriptor().operation == operation) {
        link.handle = ConstantWord(services.table(), constant);
      }
      return link;
    });
  }
  std::string Do(std::string_view operation) {
    if (linker_ == nullptr) {
      LinkerOptions options;
      options.linkers = plugins_.Linkers(table_);
      linker_ = std::make_unique<DynamicLinker>(table_, std::move(options));
    }
    LinkedSite site(linker_->Descriptor(operation, "", Type(kInt64, {})), "here:1");
    absl::StatusOr<int64_t> result = site.Invoke<int64_t>();
    return result.ok() ? std::to_string(*result) : std::string(result.status().message());
  }
  // name[ of location]: linkers, asked linked refused failures, the last failure.
  std::string Report(size_t i) {
    const PluginReport report = plugins_.reports().at(i);
    std::string text = report.name + " of " + report.location + ":";
    for (const uint64_t n : {static_cast<uint64_t>(report.linkers), report.asked, report.linked,
                             report.refused, report.failures}) {
      text += " " + std::to_string(n);
    }
    if (!report.last_failure.ok()) text += ", " + std::string(report.last_failure.message());
    if (!report.failed_at.empty()) text += " (" + report.failed_at + ")";
    return text;
  }

  LinkerPlugins plugins_;
  std::unique_ptr<DynamicLinker> linker_;
};

TEST_F(LinkerPluginsTest, LinkersOfAllAreAskedInOrder) {
  Constant("one", "a", 1);
  Constant("two", "b", 2);
  EXPECT_EQ(Do("a"), "1");
  EXPECT_EQ(Do("b"), "2");
  EXPECT_EQ(Do("c"), "nothing links c ()int64");
  EXPECT_EQ(Report(0), "one of one.so: 1 3 1 0 0");
  EXPECT_EQ(Report(1), "two of two.so: 1 2 1 0 0");
}

TEST_F(LinkerPluginsTest, WhatCannotExportIsLeftOut) {
  Register("broken", [](HandleTable&) -> Given { return absl::UnavailableError("no license"); });
  Register("empty", [](HandleTable&) -> Given { return Given::value_type(); });
  Register("null", [](HandleTable&) -> Given {
    Given::value_type linkers(2);
    linkers[1] = std::make_unique<LinkFunction>(
        [](const LinkRequest&, LinkerServices&) { return GuardedInvocation(); });
    return linkers;
  });
  Constant("good", "a", 1);
  EXPECT_EQ(Do("a"), "1");
  EXPECT_EQ(Report(0), "broken of broken.so: 0 0 0 0 1, no license");
  EXPECT_EQ(Report(1), "empty of empty.so: 0 0 0 0 1, exports no linkers");
  EXPECT_EQ(Report(2), "null of null.so: 1 1 0 0 1, exports a null linker");
  EXPECT_EQ(Report(3), "good of good.so: 1 1 1 0 0");
}

TEST_F(LinkerPluginsTest, AnswersThatCannotBeUsedArePassedOver) {
  HandleTable foreign;
  Answers("foreign", [&](const LinkRequest&, LinkerServices&) {
    return GuardedInvocation{Guard::Always(), ConstantWord(foreign, int64_t{3})};
  });
  Answers("arity", [](const LinkRequest&, LinkerServices& services) {
    return GuardedInvocation{Guard::Always(), Identity(services.table(), kInt64)};
  });
  Answers("untyped", [](const LinkRequest&, LinkerServices& services) {
    return GuardedInvocation{Guard::Always(), services.table().GetSlot(-1)};
  });
  Answers("internal", [](const LinkRequest&, LinkerServices&) {
    return absl::InternalError("index out of range");
  });
  Answers("point", [](const LinkRequest&, LinkerServices& services) {
    GuardedInvocation link{Guard::Always(), ConstantWord(services.table(), int64_t{3})};
    return link.AddSwitchPoint(SwitchPointRef());
  });
  Constant("good", "a", 1);
  EXPECT_EQ(Do("a"), "1");
  EXPECT_EQ(Report(0),
            "foreign of foreign.so: 1 1 0 0 1, the handle is of another table (a ()int64 at "
            "here:1)");
  EXPECT_EQ(Report(1).substr(0, 30), "arity of arity.so: 1 1 0 0 1, ");
  EXPECT_EQ(Report(2),
            "untyped of untyped.so: 1 1 0 0 1, 'get-slot -1' cannot be invoked by itself (a "
            "()int64 at here:1)");
  EXPECT_EQ(Report(3),
            "internal of internal.so: 1 1 0 0 1, index out of range (a ()int64 at here:1)");
  EXPECT_EQ(Report(4),
            "point of point.so: 1 1 0 0 1, a switch point is null (a ()int64 at here:1)");
  EXPECT_EQ(Report(5), "good of good.so: 1 1 1 0 0");
}

TEST_F(LinkerPluginsTest, ARefusalIsAnAnswer) {
  Answers("strict", [](const LinkRequest& request, LinkerServices&) {
    return absl::NotFoundError("no " + request.descriptor().ToString());
  });
  Constant("good", "a", 1);
  EXPECT_EQ(Do("a"), "plug-in strict: no a ()int64");
  EXPECT_EQ(Report(0), "strict of strict.so: 1 1 0 1 0");
  EXPECT_EQ(Report(1), "good of good.so: 1 0 0 0 0");
}

TEST_F(LinkerPluginsTest, EachLinkerGetsItsOwn) {
  Constant("one", "a", 1);
  EXPECT_EQ(plugins_.Linkers(table_).size(), 1u);
  HandleTable other;
  EXPECT_EQ(plugins_.Linkers(other).size(), 1u);
  EXPECT_EQ(plugins_.reports()[0].linkers, 2);
}

TEST_F(LinkerPluginsTest, RegistrationsAreChecked) {
  EXPECT_EQ(plugins_.Register("p", "a.so", nullptr).message(), "plug-in p is null");
  Constant("p", "a", 1);
  EXPECT_EQ(plugins_.Register("p", "b.so", std::make_unique<Exporter>(nullptr)).message(),
            "plug-in p of b.so is registered already, of p.so");
}

}  // namespace
}  // namespace krait::callsite
