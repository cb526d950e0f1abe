import type { Agent } from './agents.queries.ts'
import type { RefusAgent } from './donner-role.ts'
import { parAppel, ROLES } from './roles.ts'

export const AIDE = `npm run agents                                  qui travaille dans le guichet, appel par appel
npm run agents -- donner COURRIEL ROLE …        donne un rôle, et crée le compte s’il n’existe pas
npm run agents -- retirer COURRIEL ROLE …       retire un rôle

Les rôles : ${ROLES.join(', ')}.
  --appel SLUG          pour cet appel ; plusieurs fois pour plusieurs appels
  --tous-les-appels     pour tous les appels, présents et à venir
  --departements 2A,2B  ces départements de chacun de ces appels ; sans cette option, tout leur territoire
  --volets a,b          ces volets, par leur code ; sans cette option, tous
  --nom "Prénom Nom"    nom d’un nouveau compte
  --signature "Prénom;Nom;qualité;service"  d’un signataire : ce que disent de lui les lettres et les actes, la qualité avec son article
  --autorite            ce signataire est l’autorité, et signe en son nom ; sans cette option, il signe par délégation
  --depuis 17/09/2021   premier jour de ses fonctions ; sans cette option, aujourd’hui

Un rôle se donne pour des appels : --appel ou --tous-les-appels. Un administrateur et une direction sont de tout le guichet, sans appel : une direction lit tout et mouvemente les enveloppes, et n’instruit jamais. Donné de nouveau
pour un appel, un rôle y prend les nouveaux départements et volets. « retirer » sans --appel retire tout le rôle.`

/** One line a call of each role; « aucun appel » for a role that opens nothing. `appels`: slugs by id. */
export const direAgents = (agents: readonly Agent[], appels: ReadonlyMap<string, string>): string[] =>
  agents.flatMap(a => {
    const suite = a.secondFacteur ? '' : ', sans second facteur encore'
    if (!parAppel(a.role)) return [`${a.courriel} : ${a.role}, tout le guichet${suite}`]
    if (a.perimetres.length === 0) return [`${a.courriel} : ${a.role}, aucun appel${suite}`]
    const lignes = a.perimetres.map(p => ({
      ...p,
      ou: p.appel === null ? 'tous les appels, présents et à venir' : (appels.get(p.appel) ?? p.appel),
    }))
    return lignes
      .sort((x, y) => x.ou.localeCompare(y.ou, 'fr'))
      .map(p => {
        const quoi = [p.departements.join(', '), p.volets.length > 0 ? `volets ${p.volets.join(', ')}` : ''].filter(Boolean).join(', ')
        return `${a.courriel} : ${a.role}, ${p.ou}${quoi && ` (${quoi})`}${suite}`
      })
  })

type Dit = { courriel: string; role: string; territoire: readonly string[] }
/** Why nothing was done, in one sentence. */
export function phraseRefus(r: RefusAgent, { courriel, role, territoire }: Dit): string {
  switch (r.kind) {
    case 'courriel':
      return `Ce n’est pas une adresse électronique : ${courriel || '(rien)'}.`
    case 'role':
      return `Ce n’est pas un rôle : ${role || '(rien)'}. Les rôles : ${ROLES.join(', ')}.`
    case 'appel':
      return `Ce guichet n’a pas ces appels : ${r.inconnus.join(', ')}. Un appel se nomme par son identifiant, lu dans « Appels et versions ».`
    case 'appel_attendu':
      return 'Dites pour quels appels : --appel SLUG, plusieurs fois s’il le faut, ou --tous-les-appels.'
    case 'du_guichet':
      return `${role === 'direction' ? 'Une direction' : 'Un administrateur'} est de tout le guichet : sans --appel, --tous-les-appels, --departements ni --volets.`
    case 'deja_tous':
      return `${courriel} est déjà ${role} pour tous les appels. Retirez d’abord ce rôle, puis donnez-le pour ceux qu’il garde.`
    case 'volets_de_tous':
      return 'Un volet est d’un appel : avec --tous-les-appels, pas de --volets.'
    case 'departement':
      return r.appel === null
        ? `Ces départements ne sont pas ceux du guichet : ${r.inconnus.join(', ')}. Les siens : ${territoire.join(', ')}.`
        : `L’appel ${r.appel} n’a pas ces départements : ${r.inconnus.join(', ')}.`
    case 'volet':
      return `L’appel ${r.appel} n’a pas ces volets : ${r.inconnus.join(', ')}.`
    case 'departement_attendu':
      return 'Un référent départemental a un département au moins : --departements 2A.'
    case 'fonction':
      return `Dites ce que portent ses lettres et ses actes : --signature "Prénom;Nom;le préfet de Corse;Préfecture de Corse". ${Object.values(
        r.errors,
      )
        .filter(e => e !== 'absente')
        .join('. ')}`.trim()
    case 'autre_fonction':
      return `${courriel} signe déjà comme « ${r.dit} ». Retirez d’abord son rôle de signataire.`
    case 'derniere_administration':
      return `${courriel} est la seule personne qui administre ce guichet. Donnez d’abord ce rôle à une autre.`
    case 'introuvable':
      return `${courriel} n’a pas ce rôle.`
  }
}
