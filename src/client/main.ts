import { Application } from '@hotwired/stimulus'
import * as Turbo from '@hotwired/turbo'
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
import { Notation } from './controleurs/notation.ts'
import { Plan } from './controleurs/plan.ts'
import { Presence } from './controleurs/presence.ts'
import { Progression } from './controleurs/progression.ts'
import { Proposition } from './controleurs/proposition.ts'
import { Reprise } from './controleurs/reprise.ts'
import { Salle } from './controleurs/salle.ts'
import { Selection } from './controleurs/selection.ts'
import { Televersement } from './controleurs/televersement.ts'

/** Everything here only enhances: each page works without it. */
Turbo.config.drive.progressBarDelay = 500

// a link to a place of the same page (skip links, summary of errors) is the browser's affair: Turbo would fetch the page again and lose what is typed
document.addEventListener('turbo:click', e => {
  const { hash, pathname, search } = new URL((e as CustomEvent<{ url: string }>).detail.url)
  if (hash && pathname === location.pathname && search === location.search) e.preventDefault()
})

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
application.register('notation', Notation)
application.register('plan', Plan)
application.register('presence', Presence)
application.register('progression', Progression)
application.register('proposition', Proposition)
application.register('reprise', Reprise)
application.register('salle', Salle)
application.register('selection', Selection)
application.register('televersement', Televersement)

// the design system reads its settings from window.dsfr when it starts
;(window as unknown as { dsfr: unknown }).dsfr = { mode: 'auto', production: true }
void import('./dsfr.ts')
