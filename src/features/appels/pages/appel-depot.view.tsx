import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Typo } from '../../../ui/texte.tsx'
import type { Appel } from '../../cahier/index.ts'
import type { Partie } from './appel-projets.view.tsx'
import { avisDemandes } from './avis-demandes.rules.ts'
import { sansComite, titreDuChoix } from './decision.rules.ts'
import { enonce, type Reperes } from './reperes.tsx'

export function partiePreparer(appel: Appel, r: Reperes): Partie {
  const obligatoires = appel.pieces.filter(p => p.obligatoire && !p.si)
  const autres = appel.pieces.filter(p => !obligatoires.includes(p))
  return {
    id: 'preparer',
    titre: 'Ce qu’il faut préparer',
    corps: (
      <>
        {obligatoires.length > 0 && <h3>À joindre</h3>}
        {pieces(obligatoires, r)}
        {autres.length > 0 && <h3>Selon votre projet</h3>}
        {pieces(autres, r)}
        <h3>Les questions</h3>
        <ul>
          {[...appel.formulaires, ...(appel.second?.formulaires ?? [])].map(f => (
            <li>
              <a href={paths.appels.questions(appel.slug, f.code)}>{f.titre}</a>
              &nbsp;: {f.etapes.map(e => e.titre.toLowerCase()).join(', ')}
              {r.vers(f.clauses)}
            </li>
          ))}
        </ul>
        <p>{enonce(appel.depot.texte, r, appel.depot.clauses)}</p>
      </>
    ),
  }
}

const pieces = (liste: Appel['pieces'], r: Reperes) =>
  liste.length > 0 && (
    <ul>
      {liste.map(p => (
        <li>
          {p.libelle} ({p.formats.map(f => f.toUpperCase()).join(', ')}){r.de(p.clauses.slice(0, 1))}
          {r.vers(p.clauses.slice(1))}
          {p.aide && [<br />, <Typo texte={p.aide} />]}
        </li>
      ))}
    </ul>
  )

/** Who is consulted, selects and decides, in order; nothing for a call that names nobody. */
const Instances = ({ instances, r }: { instances: Appel['instances']; r: Reperes }) =>
  instances.length === 0 ? null : (
    <ol>
      {instances.map(x => (
        <li>{enonce([x.libelle, x.texte].filter(Boolean).join('\u00a0: '), r, x.clauses)}</li>
      ))}
    </ol>
  )

export function partieChoix(appel: Appel, r: Reperes): Partie {
  const { criteres, comite, instances, priorites } = appel
  return {
    id: 'choix',
    titre: titreDuChoix(appel),
    corps: (
      <>
        <Instances instances={instances} r={r} />
        <p>{comite ? enonce(comite.texte, r, comite.clauses) : sansComite(appel)}</p>
        {criteres.liste.length > 0 && (
          <>
            <p>{enonce(criteres.texte, r, criteres.clauses)}</p>
            <ol class="gt-lettres">
              {criteres.liste.map(c => (
                <li>
                  {enonce(c.libelle, r, [c.clause])}
                  {criteres.ponderes && c.poids !== undefined && ` (coefficient ${String(c.poids).replace('.', ',')})`}
                </li>
              ))}
            </ol>
          </>
        )}
        {priorites.length > 0 && (
          <>
            <h3>Ce qui est favorisé</h3>
            <ul>
              {priorites.map(p => (
                <li>{enonce(p.libelle, r, p.clauses)}</li>
              ))}
            </ul>
          </>
        )}
        {appel.avis.length > 0 && (
          <>
            <h3>Les avis demandés</h3>
            <ul>
              {avisDemandes(appel).map(a => (
                <li>{enonce(a.texte, r, a.clauses)}</li>
              ))}
            </ul>
          </>
        )}
        {appel.laureats && (
          <p>
            {comite ? 'Le comité retient au plus' : 'L’appel aide au plus'} {pluriel(appel.laureats.max, comite ? 'lauréat' : 'projet')}.
          </p>
        )}
      </>
    ),
  }
}
