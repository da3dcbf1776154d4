/** The options page in every language: the scenes with the most words. */
import { fitsInEveryLanguage, named } from '../testing/every-language';
import { mountOptionsScene } from '../testing/mount-options';
import { optionsScenes } from '../testing/options-scenes';

fitsInEveryLanguage(
  ['first visit', 'asked before removing'].map((name) => ({
    name,
    mount: () => mountOptionsScene(named(optionsScenes, name)),
  })),
);
