import { formatHeure, formatJour } from '../../lib/dates.ts'
import { formatEuros, formatNombre } from '../../lib/euros.ts'
import { pluriel } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { BlocMarque } from '../../ui/entete.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { CarteAbsentes } from './carte-absentes.view.tsx'
import { choix } from './comparaison.view.tsx'
import type { Comparaison } from './lire-comparaison.ts'
import type { LignePart } from './note.rules.ts'

export type NoteProps = {
  site: Site
  c: Comparaison
  instant: Date
  service: string
  titre: string
  demandes: readonly string[]
  changements: readonly string[]
  surveiller: readonly string[]
  parts: readonly LignePart[]
  absentes: string
  journal: { rang: number; empreinte: string } | undefined
}
const euros = (n: number) => formatEuros(n, { centimes: false })

/** One sheet for the prefect: what is asked of them first. It is printed by the browser; on paper, the sheet alone. */
export const NotePage = ({ site, c, instant, service, journal, ...p }: NoteProps) => (
  <Page site={site} titre="Note au préfet" large>
    <p class="gt-note-barre">
      <a href={paths.instruction.comparaison + choix(c)}>Retour à la comparaison</a>
      <span>Pour l’imprimer ou l’enregistrer en PDF&nbsp;: Ctrl&nbsp;+&nbsp;P. Elle tient sur une page A4.</span>
    </p>
    <article class="gt-note">
      <header>
        <BlocMarque site={site} petit />
        <p>
          {service}
          <br />
          Note au préfet · {formatJour(instant)}
        </p>
      </header>
      <h1>
        <span class="gt-note-appel">{c.apres.titre}</span> {p.titre}
      </h1>
      <div class="gt-note-demande">
        <p>
          <strong>Ce qui vous est demandé.</strong> {p.demandes.join(' ')}
        </p>
      </div>
      <Cles c={c} />
      <div class="gt-note-corps">
        <div>
          <Liste titre="Ce qui a changé" lignes={p.changements} />
          {p.parts.length > 0 && <Parts parts={p.parts} />}
          {p.surveiller.length > 0 && <Liste titre="À surveiller" lignes={p.surveiller} />}
        </div>
        <div>
          <h2>Qui ne dépose jamais</h2>
          <CarteAbsentes fond={c.fond} communes={c.communes} avant={c.avant} apres={c.apres} />
          <p>{p.absentes}</p>
        </div>
      </div>
      <footer>
        Chiffres du guichet au {formatJour(instant)}, {formatHeure(instant)}
        {site.demo && ', dossiers de démonstration'}.
        {journal &&
          ` Journal n°\u00a0${formatNombre(journal.rang)}, empreinte ${journal.empreinte.slice(0, 4)} ${journal.empreinte.slice(4, 8)}.`}
      </footer>
    </article>
  </Page>
)

const Cles = ({ c: { apres, avant } }: { c: Comparaison }) => {
  const cle = (terme: string, lire: (a: Comparaison['apres']) => string) => (
    <div>
      <dt>{terme}</dt>
      <dd>
        <strong>{lire(apres)}</strong>
        {avant && (
          <span>
            {avant.annee === apres.annee ? 'l’autre' : avant.annee}&nbsp;: {lire(avant)}
          </span>
        )}
      </dd>
    </div>
  )
  return (
    <dl class="gt-note-cles">
      {cle('Dossiers', a => formatNombre(a.c.deposes))}
      {cle('Lauréats', a => formatNombre(a.c.laureats))}
      {cle('Enveloppe', a => (a.enveloppe ? euros(a.enveloppe) : '–'))}
      {cle('Accordé', a => euros(a.c.accorde))}
      {cle('Dépôt à lettre', a => (a.c.delai === null ? '–' : pluriel(a.c.delai, 'jour')))}
    </dl>
  )
}

const Liste = ({ titre, lignes }: { titre: string; lignes: readonly string[] }) => (
  <section>
    <h2>{titre}</h2>
    <ul>
      {lignes.map(l => (
        <li>{l}</li>
      ))}
    </ul>
  </section>
)

const Parts = ({ parts }: { parts: readonly LignePart[] }) => (
  <section>
    <h2>Où va l’aide</h2>
    <table>
      <caption class="fr-sr-only">Aide accordée, par département puis par volet</caption>
      <thead class="fr-sr-only">
        <tr>
          <th scope="col">Où</th>
          <th scope="col">Projets</th>
          <th scope="col">Aide accordée</th>
        </tr>
      </thead>
      <tbody>
        {parts.map(p => (
          <tr>
            <th scope="row">
              <span>{p.nom}</span>
            </th>
            <td>{pluriel(p.projets, 'projet')}</td>
            <td>
              <strong>{euros(p.montant)}</strong>
            </td>
            <td aria-hidden="true">
              <svg width="80" height="10" viewBox="0 0 80 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect width={Math.max(1, Math.round(80 * p.part))} height="10" class="gt-comparer-apres" />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)
