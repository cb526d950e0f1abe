import type { Child } from 'hono/jsx'
import type { Appel } from '../../cahier/index.ts'
import type { Partie } from './appel-projets.view.tsx'
import { nomVolets } from './appels.mots.ts'
import type { Reperes } from './reperes.tsx'

type Contact = Appel['contacts'][number]

/** Contacts by volet (lines) and département (columns); one cell over all columns when a contact has no département. */
export function Contacts({ appel, contacts = appel.contacts }: { appel: Appel; contacts?: Contact[] }) {
  const parVolets = [...Map.groupBy(contacts, c => c.volets?.join() ?? '').values()]
  const departements = appel.territoire.departements.filter(d => contacts.some(c => c.departements?.includes(d.code)))
  return (
    <div class="fr-table fr-table--multiline fr-table--no-caption gt-empile">
      <div class="fr-table__wrapper">
        <div class="fr-table__container" role="region" tabindex={0} aria-label="Contacts par volet et par département">
          <div class="fr-table__content">
            <table>
              <caption>Contacts par volet et par département</caption>
              <thead>
                <tr>
                  <th scope="col">Volet</th>
                  {departements.length === 0 ? <th scope="col">Contact</th> : departements.map(d => <th scope="col">{d.nom}</th>)}
                </tr>
              </thead>
              <tbody>
                {parVolets.map(groupe => (
                  <LigneContacts appel={appel} groupe={groupe} departements={departements} />
                ))}
              </tbody>
            </table>
          </div>
        </div>
      </div>
    </div>
  )
}

function LigneContacts({
  appel,
  groupe,
  departements,
}: {
  appel: Appel
  groupe: Contact[]
  departements: Appel['territoire']['departements']
}) {
  const partout = groupe.every(c => !c.departements)
  return (
    <tr>
      <th scope="row">{nomVolets(appel, groupe[0]?.volets)}</th>
      {partout || departements.length === 0 ? (
        <td colspan={Math.max(1, departements.length)} data-titre={appel.territoire.libelle}>
          {groupe.map(coordonnees)}
        </td>
      ) : (
        departements.map(d => (
          <td data-titre={d.nom}>{groupe.filter(c => !c.departements || c.departements.includes(d.code)).map(coordonnees)}</td>
        ))
      )}
    </tr>
  )
}

const coordonnees = (c: Contact) => (
  <p class="fr-mb-1v">
    <b>{c.libelle}</b>
    <br />
    <a href={`mailto:${c.courriel}`}>{adresse(c.courriel)}</a>
    {c.telephone && [<br />, c.telephone.replaceAll(' ', '\u00a0')]}
  </p>
)

/** A long address may break after its « @ » on a phone. */
const adresse = (courriel: string): Child => [
  courriel.slice(0, courriel.indexOf('@') + 1),
  <wbr />,
  courriel.slice(courriel.indexOf('@') + 1),
]

export function partieContacts(appel: Appel, r: Reperes): Partie {
  const clauses = [...new Set(appel.contacts.flatMap(c => c.clauses))]
  return {
    id: 'contacts',
    titre: 'Qui contacter',
    corps: (
      <>
        <p>
          Posez vos questions quand vous voulez.{r.de(clauses)}
          {appel.contacts.length > 1 && ' Votre contact dépend du volet et du département.'}
        </p>
        <Contacts appel={appel} />
      </>
    ),
  }
}
