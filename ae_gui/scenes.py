"""Sets the window up for the lessons of the guide; what is being trained or looked at is not lost."""

from ae_gui.parts import Parts
from ae_gui.preferences import ComparisonPage
from ae_gui.training_desk import TrainingDesk
from ae_gui.widgets.guide_panel import Scene


def set_scene(scene: Scene, desk: TrainingDesk, parts: Parts) -> None:
    """Show what a lesson of the guide is about."""
    tab, latent = parts.tabs.setCurrentWidget, parts.latent
    match scene:
        case Scene.DIGITS | Scene.PLOTS:
            tab(parts.training)
        case Scene.EXERCISE:
            tab(parts.training)
            desk.trainer.pause()
        case Scene.LAYERS:
            tab(parts.network)
            parts.network.select_code()
        case Scene.RANDOM_WEIGHTS:
            tab(parts.network)
            desk.train_for_guide(one_step=True)
        case Scene.LOSS:
            tab(parts.training)
            desk.train_for_guide()
        case Scene.ENCODER:
            tab(latent)
            latent.use(latent.tools.draw)
        case Scene.DECODER | Scene.PLANE:
            tab(latent)
            latent.use(latent.tools.explore)
            latent.carpet_action.setChecked(False)
            latent.plane.fit()
        case Scene.HOLES:
            tab(latent)
            latent.use(latent.tools.path)
            latent.carpet_action.setChecked(True)
        case Scene.PCA:
            tab(parts.comparison)
            parts.comparison.show_page(ComparisonPage.PLANES)
        case Scene.DIMENSIONS:
            tab(parts.comparison)
            parts.comparison.show_page(ComparisonPage.DIMENSIONS)
