"""Reads HTML that other programs wrote: what Word, browsers and equation editors express in ways of their own becomes
tags of the allow-list, and the cost of building the tree is bounded before nh3 builds it."""
