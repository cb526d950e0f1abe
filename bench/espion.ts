// Between the program and its PostgreSQL: notes the statements that a request sends, as the server receives them, so that they can be played bare.
import { mkdirSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'

/** One statement with its values; `groupe` is the same for those sent without waiting for an answer in between. */
export type Requete = { groupe: number; texte: string; valeurs: (string | Buffer | null)[] }

/** A socket in `ecoute` that leads to the server of `vers`. Only connections opened with `role` are noted. */
export async function espionner(ecoute: string, vers: string, role: string) {
  let notees: Requete[] | undefined
  let groupe = 0
  const noter = (r: Omit<Requete, 'groupe'>, nouveau: boolean) => {
    if (!notees) return
    if (nouveau) groupe++
    notees.push({ groupe, ...r })
  }
  mkdirSync(ecoute, { recursive: true })
  const chemin = join(ecoute, '.s.PGSQL.5432')
  rmSync(chemin, { force: true })
  const prises = new Set<Socket>()
  const serveur = createServer(client => {
    const base = connect(join(vers, '.s.PGSQL.5432'))
    for (const s of [client, base]) prises.add(s.on('error', () => {}).on('close', () => prises.delete(s)))
    client.on('close', () => base.destroy())
    base.on('close', () => client.destroy())
    const lecture = lireClient(role, noter)
    client.on('data', (b: Buffer) => {
      lecture.client(b)
      base.write(b)
    })
    base.on('data', (b: Buffer) => {
      lecture.serveur(b)
      client.write(b)
    })
  })
  await new Promise<void>(pret => serveur.listen(chemin, pret))
  return {
    /** What `f` makes the program ask. */
    pendant: async (f: () => Promise<unknown>): Promise<Requete[]> => {
      notees = []
      await f()
      const lues = notees
      notees = undefined
      return lues
    },
    fermer: () => {
      for (const s of prises) s.destroy()
      serveur.close()
    },
  }
}

/** Messages of one side, whole, whatever the pieces in which they come. `entete`: bytes before the length. */
function decouper(recevoir: (type: string, corps: Buffer) => void) {
  let reste: Buffer = Buffer.alloc(0)
  let debut = true
  return (b: Buffer, avecDemarrage: boolean) => {
    reste = reste.length ? Buffer.concat([reste, b]) : b
    for (;;) {
      const sansType = avecDemarrage && debut
      const entete = sansType ? 0 : 1
      if (reste.length < entete + 4) return
      const fin = entete + reste.readUInt32BE(entete)
      if (reste.length < fin) return
      recevoir(sansType ? 'demarrage' : String.fromCharCode(reste[0]!), reste.subarray(entete + 4, fin))
      reste = reste.subarray(fin)
      debut = false
    }
  }
}

function lireClient(role: string, noter: (r: Omit<Requete, 'groupe'>, nouveau: boolean) => void) {
  const preparees = new Map<string, string>()
  let [suivi, attendus] = [false, 0]
  let enCours = new Map<string, string>()
  const chaine = (b: Buffer, de: number) => {
    const fin = b.indexOf(0, de)
    return { texte: b.toString('utf8', de, fin), suite: fin + 1 }
  }
  const dire = (texte: string, valeurs: (string | Buffer | null)[]) => {
    if (suivi) noter({ texte, valeurs }, attendus === 0)
  }
  const client = decouper((type, corps) => {
    if (type === 'demarrage') suivi = corps.includes(role)
    else if (type === 'Q') {
      dire(chaine(corps, 0).texte, [])
      attendus++
    } else if (type === 'P') {
      const nom = chaine(corps, 0)
      ;(nom.texte ? preparees : enCours).set(nom.texte, chaine(corps, nom.suite).texte)
    } else if (type === 'B') {
      const instruction = chaine(corps, chaine(corps, 0).suite)
      dire((preparees.get(instruction.texte) ?? enCours.get(instruction.texte))!, lireValeurs(corps, instruction.suite))
    } else if (type === 'S') {
      attendus++
      enCours = new Map()
    }
  })
  const serveur = decouper(type => {
    if (type === 'Z') attendus = Math.max(0, attendus - 1)
  })
  return { client: (b: Buffer) => client(b, true), serveur: (b: Buffer) => serveur(b, false) }
}

function lireValeurs(b: Buffer, de: number) {
  const formats = Array.from({ length: b.readInt16BE(de) }, (_, i) => b.readInt16BE(de + 2 + 2 * i))
  let ici = de + 2 + 2 * formats.length
  const nombre = b.readInt16BE(ici)
  ici += 2
  return Array.from({ length: nombre }, (_, i) => {
    const taille = b.readInt32BE(ici)
    ici += 4
    if (taille < 0) return null
    const octets = Buffer.from(b.subarray(ici, ici + taille))
    ici += taille
    return (formats[formats.length === 1 ? 0 : i] ?? 0) === 1 ? octets : octets.toString('utf8')
  })
}
