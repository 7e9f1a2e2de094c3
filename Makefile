# Every way into the project. Nothing needs to be installed first but Python, Node and make.
.DEFAULT_GOAL := help
.PHONY: help run test bench stop
BOOTSTRAP := exec sh scripts/python.sh scripts/bootstrap.py

help:
	@echo "make run     启动整套系统 · start everything (PORT=8000)"
	@echo "make test    运行全部测试 · run every test (one suite: SUITE=unit make test)"
	@echo "make bench   测量性能 · measure"
	@echo "make stop    停止 · stop what make run started"

run:
	@$(BOOTSTRAP) run

test:
	@$(BOOTSTRAP) test

bench:
	@$(BOOTSTRAP) bench

stop:
	@$(BOOTSTRAP) stop
