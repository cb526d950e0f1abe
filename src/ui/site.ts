/** What every page needs to know about the site around it: configuration of the deployment, and who is reading. No component reads a request. */
export type Theme = 'etat' | 'neutre'
/** Seconds before it, and whether the reader may put it off. */
export type FinDeSession = { resteS: number; prolongeable: boolean }

export type LienNav = { libelle: string; href: string; courant?: boolean | undefined; compte?: string | undefined }

/** URLs of the built files for one theme. `modules`: what the script imports at once. `polices`: the weights that the first screen needs. Both are preloaded. */
export type Assets = {
  css: string
  /** Styles of the agents' pages, beside. */
  cssServices?: string | undefined
  cssStudio?: string | undefined
  cssComite?: string | undefined
  /** Styles of the pages where anybody follows the money. */
  cssArgent?: string | undefined
  /** Styles of the pages where a dossier is begun, written and followed. */
  cssPorteur?: string | undefined
  js: string
  modules?: readonly string[] | undefined
  favicon?: string | undefined
  polices?: readonly string[] | undefined
}

export type Site = {
  nom: string
  sousTitre: string
  /** Whether this person is shown pages of the services. */
  services?: boolean | undefined
  /** Whether this page is one where a call is written, or the guichet run. */
  studio?: boolean | undefined
  comite?: boolean | undefined
  /** Whether anybody follows the money on this page. */
  argent?: boolean | undefined
  /** Whether a dossier is begun, written or followed on this page. */
  porteur?: boolean | undefined
  /** Lines of the block mark, « Préfet / de Corse ». Only services of the State may show it: `null` for everybody else. */
  blocMarque: readonly string[] | null
  theme: Theme
  assets: Assets
  /** Demonstration only: « Nous sommes le lundi 13 septembre 2021, 10 h 00. Rôle : porteur. » */
  demo?: { phrase: string } | undefined
  /** Who is signed in: the structure for a porteur, the service for an agent. */
  compte?: { libelle: string; href?: string | undefined } | undefined
  /** The end of the reader's session. */
  session?: FinDeSession | undefined
  /** The pages of somebody else are being shown: whose, and for how many minutes still. */
  vue?: { nom: string; minutes: number } | undefined
  /** The journal’s chain was found broken: what was found. On each page of administration. */
  journalRompu?: string | undefined
  nav: readonly LienNav[]
  /** What the footer says of accessibility: « partiellement conforme ». */
  accessibilite: string
  /** Description of the service, in the footer. */
  pied: string
}

/** What `buildClient` writes in assets.json. */
export type Manifeste = {
  etat: string
  neutre: string
  services: string
  studio: string
  comite: string
  argent: string
  porteur: string
  js: string
  modules: string[]
  favicon: string
  faviconNeutre: string
  polices: { etat: string[]; neutre: string[] }
}

/** The files of one theme, out of the manifest of the build. */
export const assetsDuTheme = (m: Manifeste, theme: Theme): Assets => ({
  css: m[theme],
  cssServices: m.services,
  cssStudio: m.studio,
  cssComite: m.comite,
  cssArgent: m.argent,
  cssPorteur: m.porteur,
  js: m.js,
  modules: m.modules,
  favicon: theme === 'etat' ? m.favicon : m.faviconNeutre,
  polices: m.polices[theme],
})
