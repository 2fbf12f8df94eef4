// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What `StandardsRegistry` must answer about a standard, said as simply as possible: a line of time with marks
/// where a version begins and where it ends. Who may make a change, and when, is the handler's matter.
contract StandardsModel {
    /// @param content hash of what the version that begins says; 0 for an end
    struct Mark {
        uint48 from;
        bytes32 content;
    }

    mapping(uint40 id => Mark[]) private _marks;

    /// @notice The last mark up to the time, of several at one moment the one decided last.
    function heldAt(uint40 id, uint48 time) public view returns (Mark memory held) {
        Mark[] storage marks = _marks[id];
        for (uint256 i = 0; i < marks.length && marks[i].from <= time; ++i) held = marks[i];
    }

    function isInForce(uint40 id, uint48 time) public view returns (bool) {
        return heldAt(id, time).content != 0;
    }

    /// @notice Nothing must be in force from that date on that begins at that date or later.
    function mayBegin(uint40 id, uint48 from) external view returns (bool) {
        Mark[] storage marks = _marks[id];
        for (uint256 i = 0; i < marks.length; ++i) {
            if (marks[i].from < from || marks[i].content == 0) continue;
            if (isInForce(id, marks[i].from)) return false;
        }
        return true;
    }

    function begin(uint40 id, uint48 from, bytes32 content) external {
        Mark[] storage marks = _marks[id];
        while (marks.length > 0 && marks[marks.length - 1].from >= from) marks.pop();
        marks.push(Mark(from, content));
    }

    function end(uint40 id, uint48 from) external {
        Mark[] storage marks = _marks[id];
        marks.push(Mark(from, 0));
        for (uint256 i = marks.length - 1; i > 0 && marks[i - 1].from > from; --i) {
            marks[i] = marks[i - 1];
            marks[i - 1] = Mark(from, 0);
        }
    }

    function marksOf(uint40 id) external view returns (Mark[] memory) {
        return _marks[id];
    }
}
