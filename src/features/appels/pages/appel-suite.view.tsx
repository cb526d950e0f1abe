import type { Child } from 'hono/jsx'
import { formatJour } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { Documents, DownloadLink, LienExterne } from '../../../ui/liens.tsx'
import { PourLesMachines } from '../../../ui/machines.tsx'
import { Typo } from '../../../ui/texte.tsx'
import { type Appel, etatAppel } from '../../cahier/index.ts'
import type { Partie } from './appel-projets.view.tsx'
import { enonce, type Reperes } from './reperes.tsx'

export function partieSuivi(appel: Appel, instant: Date, r: Reperes): Partie {
  return {
    id: 'suivi',
    titre: 'Après la décision',
    corps: (
      <>
        {etatAppel(appel, instant) === 'clos' && (
          <p>
            <a class="fr-link" href={paths.projetsAides({ appel: appel.slug })}>
              Les lauréats de cet appel
            </a>
          </p>
        )}
        <p>{enonce(appel.suivi.texte, r, appel.suivi.clauses)} Il contient&nbsp;:</p>
        <ul>
          {appel.suivi.contenu.map(c => (
            <li>{c}</li>
          ))}
        </ul>
        <p>
          Délai de décision&nbsp;: {appel.regime.decision.delai_mois}&nbsp;mois. <Typo texte={appel.regime.decision.texte} />{' '}
          {appel.regime.demarrage && <Typo texte={appel.regime.demarrage} />}
        </p>
      </>
    ),
  }
}

export function partieDocuments(appel: Appel, numero: number, publieeLe: Date | null): Partie {
  const version = `version\u00a0${numero}${publieeLe ? ` du ${formatJour(publieeLe)}` : ''}`
  return {
    id: 'documents',
    titre: 'Documents',
    corps: (
      <>
        <Documents>
          {appel.documents.map(d => (
            <li>{lienDocument(appel, d, version)}</li>
          ))}
        </Documents>
        <PourLesMachines>
          <Documents>
            <li>
              <DownloadLink href={paths.appels.donnees(appel.slug)} format="YAML, réutilisable par un programme">
                Les données de l’appel, <Typo texte={version} />
              </DownloadLink>
            </li>
          </Documents>
        </PourLesMachines>
      </>
    ),
  }
}

function lienDocument(appel: Appel, d: Appel['documents'][number], version: string): Child {
  if (d.genere === 'cahier_des_charges')
    return (
      <DownloadLink href={paths.appels.cahierDesCharges(appel.slug)} format="PDF">
        {d.libelle}, <Typo texte={version} />
      </DownloadLink>
    )
  if (d.genere === 'questions' && d.formulaire)
    return (
      <a class="fr-link" href={paths.appels.questions(appel.slug, d.formulaire)}>
        {d.libelle} (page à imprimer)
      </a>
    )
  if (d.genere === 'modele_deliberation')
    return (
      <a class="fr-link" href={paths.appels.deliberation(appel.slug)}>
        {d.libelle} (page à imprimer)
      </a>
    )
  return d.lien ? <LienExterne href={d.lien}>{d.libelle}</LienExterne> : null
}

/**
 * The whole text, clause by clause: a clause that no sentence above states has its anchor here. Folded, and the marks of the text with it (`gt-ref`): one
 * press shows them all.
 */
export function partieClauses(appel: Appel, r: Reperes): Partie {
  return {
    id: 'clauses',
    titre: 'Le cahier des charges, clause par clause',
    corps: (
      <details class="gt-details" id="texte-des-clauses">
        <summary>Lire les {Object.keys(appel.clauses).length} clauses, et montrer leurs repères dans la page</summary>
        <p>Chaque phrase de cette page, et chaque verdict du site, cite la clause d’où elle vient.</p>
        <dl class="gt-reponses">
          {Object.entries(appel.clauses).map(([nom, c]) => (
            <div>
              <dt>{r.de([nom])}</dt>
              <dd>
                {c.titre && <b>{c.titre}. </b>}
                <Typo texte={c.texte} />
              </dd>
            </div>
          ))}
        </dl>
      </details>
    ),
  }
}
