import { Application, type ControllerConstructor } from '@hotwired/stimulus'
import * as Turbo from '@hotwired/turbo'
import { montrerRefus } from './apres-refus.ts'
import { CleAcces } from './controleurs/cle-acces.ts'
import { Combobox } from './controleurs/combobox.ts'
import { Compteur } from './controleurs/compteur.ts'
import { Copie } from './controleurs/copie.ts'
import { Delai } from './controleurs/delai.ts'
import { Enregistrement } from './controleurs/enregistrement.ts'
import { Envoi } from './controleurs/envoi.ts'
import { Erreurs } from './controleurs/erreurs.ts'
import { Garde } from './controleurs/garde.ts'
import { Guide } from './controleurs/guide.ts'
import { Menu } from './controleurs/menu.ts'
import { MotDePasse } from './controleurs/mot-de-passe.ts'
import { Presence } from './controleurs/presence.ts'
import { Reprise } from './controleurs/reprise.ts'
import { Session } from './controleurs/session.ts'
import { montrerSurPapier } from './sur-papier.ts'

/** Everything here only enhances: each page works without it. */
Turbo.config.drive.progressBarDelay = 500

// a link to a place of the same page (skip links, summary of errors) is the browser's affair: Turbo would fetch the page again and lose what is typed
document.addEventListener('turbo:click', e => {
  const { hash, pathname, search } = new URL((e as CustomEvent<{ url: string }>).detail.url)
  if (hash && pathname === location.pathname && search === location.search) e.preventDefault()
})

// Turbo looks for a place under the name that the address gives it, where an accent is written in code: one goes there all the same
document.addEventListener('turbo:load', () => {
  if (document.activeElement !== document.body || !location.hash.includes('%')) return
  const place = [...document.querySelectorAll<HTMLElement>('main [id]')].find(e => `#${encodeURI(e.id)}` === location.hash)
  place?.focus()
  place?.scrollIntoView()
})

montrerRefus()
montrerSurPapier()

const application = Application.start()
application.register('cle-acces', CleAcces)
application.register('combobox', Combobox)
application.register('compteur', Compteur)
application.register('copie', Copie)
application.register('delai', Delai)
application.register('enregistrement', Enregistrement)
application.register('envoi', Envoi)
application.register('erreurs', Erreurs)
application.register('garde', Garde)
application.register('guide', Guide)
application.register('menu', Menu)
application.register('mot-de-passe', MotDePasse)
application.register('presence', Presence)
application.register('reprise', Reprise)
application.register('session', Session)

/** Those of a few pages, fetched when a page first needs them. */
const DIFFERES: Record<string, () => Promise<ControllerConstructor>> = {
  ajout: async () => (await import('./controleurs/ajout.ts')).Ajout,
  apres: async () => (await import('./controleurs/apres.ts')).Apres,
  choisis: async () => (await import('./controleurs/choisis.ts')).Choisis,
  decision: async () => (await import('./controleurs/decision.ts')).Decision,
  ecrit: async () => (await import('./controleurs/ecrit.ts')).Ecrit,
  effet: async () => (await import('./controleurs/effet.ts')).Effet,
  file: async () => (await import('./controleurs/file.ts')).File,
  montant: async () => (await import('./controleurs/montant.ts')).Montant,
  interets: async () => (await import('./controleurs/interets.ts')).Interets,
  instruire: async () => (await import('./controleurs/instruire.ts')).Instruire,
  entreprise: async () => (await import('./controleurs/entreprise.ts')).Entreprise,
  notation: async () => (await import('./controleurs/notation.ts')).Notation,
  tableau: async () => (await import('./controleurs/tableau.ts')).Tableau,
  plan: async () => (await import('./controleurs/plan.ts')).Plan,
  progression: async () => (await import('./controleurs/progression.ts')).Progression,
  proposition: async () => (await import('./controleurs/proposition.ts')).Proposition,
  salle: async () => (await import('./controleurs/salle.ts')).Salle,
  selection: async () => (await import('./controleurs/selection.ts')).Selection,
  signature: async () => (await import('./controleurs/signature.ts')).Signature,
  touches: async () => (await import('./controleurs/touches.ts')).Touches,
  // a form sent before it has come goes whole, as without script
  televersement: async () => (await import('./controleurs/televersement.ts')).Televersement,
}
const demandes = new Set<string>()
function charger() {
  for (const [nom, lire] of Object.entries(DIFFERES)) {
    if (demandes.has(nom) || !document.querySelector(`[data-controller~="${nom}"]`)) continue
    demandes.add(nom)
    void lire().then(controleur => application.register(nom, controleur))
  }
}
charger()
document.addEventListener('turbo:render', charger)

// the design system reads its settings from window.dsfr when it starts
;(window as unknown as { dsfr: unknown }).dsfr = { mode: 'auto', production: true }
void import('./dsfr.ts')
