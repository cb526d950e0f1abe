import type { PropsWithChildren } from 'hono/jsx'
import { formatJourCourt } from '../../../lib/dates.ts'
import { formatEuros, formatTaux } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { Declaree } from '../../../ui/declaree.tsx'
import { BoutonPost } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import type { CadreInstruction } from '../cadre-instruction.view.tsx'
import type { Position } from '../liste/liste.ts'
import { Parties } from '../parties.view.tsx'
import { PositionListe } from '../position.view.tsx'

type Props = PropsWithChildren<{ site: Site; cadre: CadreInstruction; erreur: boolean; skip: readonly { libelle: string; href: string }[] }>

/** What surrounds a dossier while its rules are judged: a head that stays at the top, so that one always knows whose dossier this is. */
export const CadreSerre = ({ site, cadre: c, erreur, skip, children }: Props) => (
  <Page site={site} titre={`${c.numero} ${c.porteur.nom}, juger`} large erreur={erreur} skip={skip}>
    <div class="gt-tete-serree">
      <PositionListe position={deDossierEnDossier(c.position)} />
      <div class="gt-tete-serree__qui">
        <div>
          <h1>
            {c.porteur.nom} <span>{[c.numero, c.volet.split(',')[0], c.temps].filter(Boolean).join(' · ')}</span>
          </h1>
          <p>
            {c.porteur.declaree && (
              <>
                <Declaree />{' '}
              </>
            )}
            {c.titre || 'Sans titre'} · <Aide montants={c.montants} />
          </p>
        </div>
        <AFaire cadre={c} />
      </div>
      <Parties cadre={c} onglet="juger" />
    </div>
    {children}
  </Page>
)

/** The neighbours in the list, each by whose dossier it is, opened where one is. */
function deDossierEnDossier(p: Position): Position {
  const vers = (v: Position['suivant']) =>
    v && { ...v, libelle: v.porteur, href: v.href.replace(paths.instruction.dossier(v.id), paths.instruction.instruire(v.id)) }
  return { ...p, precedent: vers(p.precedent), suivant: vers(p.suivant) }
}

const Aide = ({ montants: m }: Pick<CadreInstruction, 'montants'>) => (
  <>
    <strong>{formatEuros(m.aide)}</strong> {m.calculee ? 'calculés' : 'demandés'}
    {m.taux !== undefined && m.base !== undefined && `, ${formatTaux(m.taux)} de ${formatEuros(m.base)}`}
  </>
)

/** What the service does next with it, and for when; what is done on this page is a place of it. */
const AFaire = ({ cadre: { id, aFaire: a } }: { cadre: CadreInstruction }) => (
  <div class="gt-tete-serree__faire">
    <p>
      {a.pour && <strong>Pour le {formatJourCourt(a.pour)}</strong>} <span>{a.quoi}</span>
    </p>
    {a.lien && a.lien.href !== paths.instruction.instruire(id) && (
      <a class="fr-btn fr-btn--sm fr-btn--secondary" href={a.lien.href}>
        {a.lien.libelle}
      </a>
    )}
    {a.acte && (
      <BoutonPost action={a.acte.action} class="fr-btn fr-btn--sm fr-btn--secondary">
        {a.acte.libelle}
      </BoutonPost>
    )}
  </div>
)
