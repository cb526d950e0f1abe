import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Typo } from '../../../ui/texte.tsx'
import type { Alerte, Geste, Gravite } from './alertes.rules.ts'
import { dansLaListe } from './bilans.view.tsx'
import { ecrireDemande } from './choix.ts'
import type { Portefeuille } from './lire-portefeuille.ts'

/** Alerts shown at once: beyond, the page would be read by nobody. */
const PREMIERES = 8
const MOTS: Record<Gravite, { mot: string; icone: string; classe: string }> = {
  haute: { mot: 'Urgent', icone: 'fr-icon-error-warning-line', classe: 'gt-suivi-alerte--haute' },
  moyenne: { mot: 'À traiter', icone: 'fr-icon-alert-line', classe: 'gt-suivi-alerte--moyenne' },
  info: { mot: 'À savoir', icone: 'fr-icon-information-line', classe: 'gt-suivi-alerte--info' },
}

/** What asks for somebody to act, the worst first, each with its gesture. */
export const Alertes = ({ p, administre }: { p: Portefeuille; administre: boolean }) => {
  const toutes = p.demande.alertes === 'toutes'
  const montrees = toutes ? p.alertes : p.alertes.slice(0, PREMIERES)
  return (
    <section aria-labelledby="alertes">
      <div class="gt-suivi__tete">
        <h2 class="fr-h4" id="alertes" tabindex={-1}>
          Ce qui demande une action
        </h2>
        {p.alertes.length > 0 && <p class="gt-sous">{pluriel(p.alertes.length, 'alerte')}, la plus grave d’abord</p>}
      </div>
      {p.alertes.length === 0 ? (
        <p>Rien à signaler.</p>
      ) : (
        <ul class="gt-suivi__alertes">
          {montrees.map(a => (
            <UneAlerte a={a} href={hrefDe(a.geste, p, administre)} />
          ))}
        </ul>
      )}
      {montrees.length < p.alertes.length && (
        <p class="fr-mt-1w">
          <a href={`${ecrireDemande(paths.suivi.portefeuille, { ...p.demande, alertes: 'toutes' })}#alertes`}>
            Voir les {p.alertes.length} alertes
          </a>
        </p>
      )}
    </section>
  )
}

const UneAlerte = ({ a, href }: { a: Alerte; href: string | undefined }) => {
  const { mot, icone, classe } = MOTS[a.gravite]
  return (
    <li class={`gt-suivi-alerte ${classe}`}>
      <div>
        <p class="gt-suivi-alerte__gravite">
          <span class={`${icone} fr-icon--sm`} aria-hidden="true" /> {mot}
        </p>
        <h3>
          <Typo texte={a.titre} />
        </h3>
        <p>
          <Typo texte={a.texte} />
        </p>
      </div>
      {href && (
        <a class="fr-btn fr-btn--sm fr-btn--secondary" href={href}>
          {a.geste.libelle}
          <span class="fr-sr-only">, {a.titre}</span>
        </a>
      )}
    </li>
  )
}

function hrefDe(g: Geste, p: Portefeuille, administre: boolean): string | undefined {
  if (g.genre === 'ecrire') return paths.instruction.echanges(g.dossierId)
  if (g.genre === 'suivi') return paths.suivi.dossier(g.dossierId)
  if (g.genre === 'lire') return dansLaListe(g.bilanId, p)
  return administre ? paths.administration.notifications(p.ensemble.appels[0]!.appel.slug) : undefined
}
