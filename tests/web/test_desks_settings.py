"""The desks of the menu, of imports and of accounts."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.async_api import expect

from tests.menu.images import an_image
from tests.web.street import PASSWORD, Served
from tests.web.visitor import DESK, Doors

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MEMBERS = '{ members(filter: { nameContains: "导入" }, order: NUMBER, first: 100) { totalCount nodes { name state } } }'
ITEM = """query ($name: String!) { menuItems(filter: { nameContains: $name, active: null }) { nodes { code active
  durationMinutes risk picture { alt icon } seats { required wanted tags skill { name } } } } }"""
ACCOUNT = """query ($text: String!) { accounts(filter: { text: $text }) { nodes { login active
  grants { role unit { name } } } } }"""
LONG = 6_000
NOTE_PROGRESS = """() => { window.noted = []; new MutationObserver(() => noted.push(
  document.querySelector(".progress")?.innerText)).observe(document.body, { subtree: true, childList: true,
  characterData: true }); }"""
GRID = "{ units(filter: { kinds: [GRID] }, first: 1) { nodes { name } } }"


def a_table(path: Path, template: Path, rows: list[dict[str, str]]) -> None:
    """The template filled in as somebody does in Excel."""
    book = openpyxl.load_workbook(template)
    sheet = book.worksheets[0]
    headings: list[str] = [str(cell.value).rstrip("*") for cell in sheet[1]]
    for number, row in enumerate(rows, 2):
        for heading, value in row.items():
            sheet.cell(number, headings.index(heading) + 1, value)
    book.save(path)


async def test_a_table_is_tried_mended_and_imported_and_once_more_changes_nothing(
    enter: Doors, sanbao: Served, tmp_path: Path
) -> None:
    grid = sanbao.ask("street", GRID)["units"]["nodes"][0]["name"]
    coordinator = await enter("street", *DESK)
    page = coordinator.page
    await coordinator.open("/console/import")
    async with page.expect_download() as downloading:
        await page.get_by_role("link", name="下载成员模板").click()
    template = tmp_path / "template.xlsx"
    await (await downloading.value).save_as(template)

    def row(number: int, **said: str) -> dict[str, str]:
        usual = {"姓名": f"导入{number}", "类别": "志愿者", "居住单位": grid, "外部编号": f"d-{number}"}
        return usual | said

    table = tmp_path / "成员.xlsx"
    a_table(table, template, [row(1), row(2, 类别="不知道"), row(3, 居住单位="没有这个网格")])
    await page.get_by_label("表格文件").set_input_files(table)
    await coordinator.check()
    async with coordinator.offline():
        await page.get_by_role("button", name="试导入").click()
        await expect(page.get_by_role("alert")).to_contain_text("连不上服务器")
    await expect(page.get_by_text("已选：成员.xlsx")).to_be_visible()
    await page.get_by_role("button", name="试导入").click()
    await expect(page.get_by_role("heading", name="试导入完成，还没有写入。")).to_be_visible()
    faults = page.get_by_role("table").get_by_role("row")
    await expect(faults.nth(1)).to_contain_text("类别")
    await expect(faults.nth(1)).to_contain_text("从这些里选：志愿者、在职党员")
    await expect(faults.nth(2)).to_contain_text("没有这个网格")
    await expect(page.get_by_role("button", name="跳过有错的 2 行，导入其余 1 行")).to_be_visible()
    async with page.expect_download() as downloading:
        await page.get_by_role("button", name="下载错误清单").click()
    listed = Path(await (await downloading.value).path()).read_text("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(listed)))) == 3
    await coordinator.check()
    assert sanbao.ask("street", MEMBERS)["members"]["totalCount"] == 0

    a_table(table, template, [row(1), row(2), row(3)])
    await page.get_by_label("表格文件").set_input_files(table)
    await page.get_by_label("表里的都已核实过").check()
    await page.get_by_role("button", name="试导入").click()
    await page.get_by_role("button", name="正式导入 3 行").click()
    await expect(page.get_by_role("heading", name="导入完成。")).to_be_visible()
    made: Any = sanbao.ask("street", MEMBERS)["members"]
    assert [(m["name"], m["state"]) for m in made["nodes"]] == [(f"导入{n}", "ACTIVE") for n in (1, 2, 3)]

    await page.get_by_role("button", name="试导入").click()
    await expect(page.get_by_text("表里的内容都已经有了，不用导入。")).to_be_visible()

    long = tmp_path / "全市.csv"
    lines = (f"某某,志愿者,{grid},long-{n}" for n in range(LONG))
    long.write_text("\n".join(["姓名,类别,居住单位,外部编号", *lines]), "utf-8")
    await page.evaluate(NOTE_PROGRESS)
    await page.get_by_label("表格文件").set_input_files(long)
    await page.get_by_role("button", name="试导入").click()
    await expect(page.get_by_role("heading", name="试导入完成，还没有写入。")).to_be_visible()
    assert re.search(rf"检查各行：\d+ / {LONG} 行", await page.evaluate("noted.join()"))


async def test_an_item_is_put_on_the_menu_and_an_account_is_made_kept_and_closed(
    enter: Doors, sanbao: Served, tmp_path: Path
) -> None:
    administrator = await enter("admin", *DESK)
    page = administrator.page
    await administrator.open("/console/menu")
    await page.get_by_role("button", name="新增项目").click()
    pane = page.get_by_role("region", name="打开的项目")
    await pane.get_by_role("textbox", name="名称", exact=True).fill("修伞")
    await pane.get_by_label("编码").fill("umbrella")
    await pane.get_by_label("时长（分钟）").fill("45")
    await pane.get_by_role("combobox", name="风险", exact=True).select_option("MEDIUM")
    await pane.get_by_role("textbox", name="风险告知 中、高风险必须告知服务人员").fill("小心伞骨")
    skill = pane.get_by_role("combobox", name="技能")
    await skill.fill("维修")
    await page.get_by_role("option").filter(has_text="维修").first.wait_for()
    await skill.press("Enter")
    await pane.get_by_label("必须人数").fill("0")
    await pane.get_by_label("已投保").check()
    await administrator.check()
    await pane.get_by_role("button", name="保存").click()
    await expect(page.get_by_role("alert")).to_contain_text("需要的人：")
    await expect(pane.get_by_role("textbox", name="风险告知 中、高风险必须告知服务人员")).to_have_value(
        "小心伞骨"
    )
    await pane.get_by_label("必须人数").fill("2")
    await pane.get_by_role("button", name="保存").click()
    await expect(page.get_by_role("status").filter(has_text="已新增：修伞")).to_be_visible()
    picture = tmp_path / "umbrella.png"
    picture.write_bytes(an_image())
    await pane.get_by_label("选择图片").set_input_files(picture)
    await pane.get_by_label("图上是什么").fill("一把红伞")
    await pane.get_by_role("button", name="上传图片").click()
    await expect(pane.get_by_role("img", name="一把红伞")).to_be_visible()
    await pane.get_by_role("button", name="停用").click()
    await pane.get_by_role("button", name="确定停用").click()
    await expect(page.get_by_role("status").filter(has_text="修伞 已停用。")).to_be_visible()
    [item] = sanbao.ask("admin", ITEM, name="修伞")["menuItems"]["nodes"]
    assert (item["code"], item["active"], item["durationMinutes"], item["risk"]) == (
        "umbrella",
        False,
        45,
        "MEDIUM",
    )
    assert (item["seats"][0]["required"], item["seats"][0]["tags"]) == (2, ["INSURED"])
    assert item["picture"]["alt"] == "一把红伞"

    await administrator.open("/console/accounts")
    await page.get_by_role("button", name="新建账号").click()
    pane = page.get_by_role("region", name="打开的账号")
    await pane.get_by_label("姓名").fill("新来的小周")
    await pane.get_by_label("登录名").fill("street")
    await pane.get_by_label("初始密码").fill(PASSWORD)
    await pane.get_by_role("button", name="新建账号").click()
    await expect(page.get_by_role("alert")).to_contain_text("street")
    await expect(pane.get_by_label("姓名")).to_have_value("新来的小周")
    await pane.get_by_label("登录名").fill("xiao-zhou")
    await pane.get_by_role("button", name="新建账号").click()
    await expect(pane.get_by_role("heading", name="新来的小周")).to_be_visible()
    await pane.get_by_label("角色").select_option("GRID_WORKER")
    unit = pane.get_by_role("combobox", name="管到哪个单位（含下级）")
    await unit.fill("第一网格")
    await page.get_by_role("option").filter(has_text="第一网格").first.click()
    await pane.get_by_role("button", name="授予角色").click()
    await expect(pane.get_by_role("listitem")).to_contain_text("网格员")
    await administrator.check()
    worker = await enter("xiao-zhou", *DESK)
    await worker.open("/console/requests")
    await expect(worker.page.get_by_role("heading", name="服务需求")).to_be_visible()
    screens = worker.page.get_by_role("navigation").get_by_role("link")
    await expect(screens.filter(has_text="服务需求")).to_be_visible()
    await expect(screens.filter(has_text="账号")).to_have_count(0)
    await expect(screens.filter(has_text="导入")).to_have_count(0)

    await pane.get_by_role("button", name="退出所有设备").click()
    await expect(page.get_by_role("status").filter(has_text="已从 1 处退出")).to_be_visible()
    await worker.page.reload()
    await expect(worker.page.get_by_role("heading", name="登录三报")).to_be_visible()
    await pane.get_by_role("button", name="重置密码").click()
    await expect(pane.get_by_text("把重置码当面交给本人")).to_be_visible()
    await pane.get_by_role("button", name="停用账号").click()
    await expect(page.get_by_role("status").filter(has_text="新来的小周 已停用")).to_be_visible()
    [account] = sanbao.ask("admin", ACCOUNT, text="xiao-zhou")["accounts"]["nodes"]
    assert (account["active"], [g["role"] for g in account["grants"]]) == (False, ["GRID_WORKER"])
