"""A file is saved whole or not at all, and a refusal says why."""

import os
from pathlib import Path

import pytest

from govdesk.domain.errors import BadInput
from govdesk.services.messages import sentence
from govdesk.services.saving import fitting_name, save_whole


def refusal(path: Path) -> str:
    with pytest.raises(BadInput, match="file_not_written") as told:
        save_whole(path, b"new")
    return sentence(told.value)


def test_a_path_with_chinese_and_blanks_is_fine(tmp_path: Path) -> None:
    target = tmp_path / "调解 卷宗" / "协议书 〔2026〕1号.pdf"
    target.parent.mkdir()
    save_whole(target, b"content")
    assert target.read_bytes() == b"content"
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    (tmp_path / f".a.pdf.{os.getpid()}.part").symlink_to("/dev/full")
    assert "磁盘已满" in refusal(target)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    assert "文件名太长" in refusal(tmp_path / ("长" * 120 + ".pdf"))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_and_a_folder_of_that_name_are_told(tmp_path: Path) -> None:
    assert "文件夹不存在" in refusal(tmp_path / "没有" / "a.pdf")
    (tmp_path / "b.pdf").mkdir()
    assert "同名的文件夹" in refusal(tmp_path / "b.pdf")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_without_permission_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        assert "没有写入权限" in refusal(tmp_path / "a.pdf")
    finally:
        tmp_path.chmod(0o700)


def test_a_title_becomes_a_name_that_windows_takes() -> None:
    assert fitting_name('张某/李某: "排水沟"?', ".pdf") == "张某_李某_ _排水沟__.pdf"
    assert len(fitting_name("很长" * 200, ".docx").encode()) <= 200
    assert fitting_name(" .. ", ".pdf") == "文书.pdf"
