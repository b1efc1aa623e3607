"""A picture as large as its window or larger: zoomed, turned and moved with the mouse or the keys."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPixmap, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QGraphicsPixmapItem, QGraphicsScene, QGraphicsView

from fofal_desktop import zooming

LEAST, MOST, STEP = 0.05, 8.0, 1.25
"""Bounds of the zoom, in points of the screen for one of the picture, and how much one press changes it."""


class PictureView(QGraphicsView):
    """The zoom fits the window until somebody sets it; nothing is shown larger than it is unless it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pictureView")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._item = QGraphicsPixmapItem()
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        scene = QGraphicsScene(self)
        scene.addItem(self._item)
        self.setScene(scene)
        self.zoom, self.angle, self._fits = 1.0, 0, True

    def show_picture(self, picture: QImage) -> None:
        self._item.setPixmap(QPixmap.fromImage(picture))
        self.setSceneRect(self._item.boundingRect())
        self.fit()

    def fit(self) -> None:
        """As large as the window allows."""
        self._fits = True
        whole = QTransform().rotate(self.angle).mapRect(self.sceneRect())
        room = self.maximumViewportSize()
        if not whole.isEmpty():
            self._draw(min(room.width() / whole.width(), room.height() / whole.height(), 1.0))

    def larger(self) -> None:
        self._fits = False
        self._draw(self.zoom * STEP)

    def smaller(self) -> None:
        self._fits = False
        self._draw(self.zoom / STEP)

    def turn(self) -> None:
        """A quarter to the right."""
        self.angle = (self.angle + 90) % 360
        self.fit() if self._fits else self._draw(self.zoom)

    def _draw(self, zoom: float) -> None:
        self.zoom = min(MOST, max(LEAST, zoom))
        self.setTransform(QTransform().rotate(self.angle).scale(self.zoom, self.zoom))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not zooming.pressed(self, event, {Qt.Key.Key_R: self.turn}):
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not zooming.turned(self, event):
            super().wheelEvent(event)
