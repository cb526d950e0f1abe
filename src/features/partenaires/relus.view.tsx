import type { Child } from 'hono/jsx'
import { NomStructure } from '../../ui/declaree.tsx'
import { Time } from '../../ui/texte.tsx'
import type { PartenaireVu } from './partenaires.donnees.ts'
import { ETATS_VALIDATION } from './tableau.view.tsx'

/** The other structures as the dossier is read again: name, role, validation. `undefined` without any. */
export const partenairesRelus = (partenaires: readonly PartenaireVu[]): Child =>
  partenaires.length === 0 ? undefined : (
    <ul class="fr-my-0">
      {partenaires.map(p => (
        <li>
          <b>
            <NomStructure nom={p.nom} declaree={p.declaree} />
          </b>
          {p.role && `, ${p.role}`}. Validation : <Etat p={p} />
        </li>
      ))}
    </ul>
  )

const Etat = ({ p }: { p: PartenaireVu }) =>
  p.etat === 'validee' && p.validation ? (
    <>
      le <Time instant={p.validation.valideLe} />, par {p.validation.nom} ({p.validation.fonction})
      {p.validation.moyens && <div class="gt-sous">Apporte : {p.validation.moyens}</div>}
    </>
  ) : (
    ETATS_VALIDATION[p.etat].mot.toLowerCase()
  )
